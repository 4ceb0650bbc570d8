import type { FileView, See } from "../define/rule.ts";
import type { KnownFlaw } from "../inventory/advisories.ts";
import { languageOf } from "../inventory/languages.ts";
import type { Inventory } from "../inventory/take.ts";
import type { ReadText } from "../metadata/read-once.ts";
import type { TextAnalysis } from "../metadata/text-analysis.ts";
import type { RegistryFacts } from "../snapshot.ts";
import type { Place, Surface, Tool } from "../surface/surface.ts";
import type { Entry, Flow, Operation } from "../taint/flow.ts";

/** Everything that rules judge. */
export interface Material {
  readonly inventory: Inventory;
  readonly surface: Surface;
  readonly facts: RegistryFacts | null;
  readonly flaws: readonly KnownFlaw[];
  readonly flows: readonly Flow[];
  readonly operations: readonly Operation[];
  readonly mode: "fast" | "deep";
  /** Keeps what it has read: several rules ask about the same texts. */
  readonly readText: ReadText;
}

/** What one rule may look at; views are made once and shared by all rules. */
export function seeOf(material: Material): See {
  const { inventory, surface, facts, flaws, flows, operations, mode } = material;
  const views = new Map<string, FileView | null>();
  const read = (path: string): FileView | null => {
    let view = views.get(path);
    if (view === undefined) {
      const text = inventory.textOf(path);
      view = text === null ? null : fileView(path, text);
      views.set(path, view);
    }
    return view;
  };
  return {
    inventory,
    surface,
    facts,
    flaws,
    flows,
    operations,
    flowsOf: byTool(surface, flows),
    operationsOf: byTool(surface, operations),
    read,
    text: textReader(material),
    mode,
  };
}

/** A reader of texts beside all tools of the surface. */
function textReader({ surface, readText }: Material): (text: string) => TextAnalysis {
  const ownTools = surface.servers.flatMap((server) => server.tools.map((tool) => tool.name));
  return (text) => readText(text, ownTools);
}

/** Items by the tool whose handler reaches them; tools are told apart by server and name. */
function byTool<T extends { readonly entries: readonly Entry[] }>(surface: Surface, items: readonly T[]): (tool: Tool) => readonly T[] {
  const keys = new Map(surface.servers.flatMap((server, index) => server.tools.map((tool) => [tool, `${index}|${tool.name}`])));
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(item.entries.filter((entry) => entry.kind === "tool").map((entry) => `${entry.server}|${entry.name}`))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return (tool) => groups.get(keys.get(tool) ?? "") ?? [];
}

function fileView(path: string, text: string): FileView {
  let starts: readonly number[] | null = null;
  const place = (start: number, end: number): Place => {
    starts ??= lineStarts(text);
    const [startLine, startCol] = positionOf(starts, start);
    const [endLine, endCol] = positionOf(starts, Math.max(start, end));
    return { file: path, startLine, startCol, endLine, endCol };
  };
  return { path, text, language: languageOf(path), place };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): readonly [line: number, column: number] {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - (starts[low] as number) + 1];
}
