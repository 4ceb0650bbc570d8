import { CAPABILITIES, type Capability } from "@mcp-assay/core/define/kinds";
import type { Analysed } from "@mcp-assay/core/report/analysed";
import type { Place, Schema, Surface, Tool, ToolAnnotations } from "@mcp-assay/core/surface/surface";
import type { Entry, Flow, Operation } from "@mcp-assay/core/taint/flow";
import { isDeletion, shows, tidiesUp } from "./acts.ts";
import { type Excerpt, Excerpts } from "./excerpt.ts";
import { type Redact, redactor } from "./redact.ts";
import { isInstruction, type SchemaText, schemaTexts } from "./schema-texts.ts";

/** Everything a judge may look at: one tool, without secrets. */
export interface ToolMaterial {
  readonly name: string;
  readonly server: ServerMaterial;
  readonly title: string;
  readonly description: string;
  /** False if parts of the description are computed; then it may say more than we know. */
  readonly descriptionComplete: boolean;
  readonly schema: Schema | null;
  readonly schemaEnforced: boolean;
  /** Texts inside the schema, each with where it stands. */
  readonly schemaTexts: readonly SchemaText[];
  readonly annotations: ToolAnnotations;
  readonly hasHandler: boolean;
  /** As computed, and network_egress for calls that send mail or messages or ask a model. */
  readonly capabilities: readonly Capability[];
  /** Those that are the tool's own, and not only shared by most tools of the server (login, token store, log). */
  readonly ownCapabilities: readonly Capability[];
  readonly flows: readonly FlowMaterial[];
  readonly acts: readonly ActMaterial[];
  /** It deletes files only where it also makes some, and none that the caller names. */
  readonly tidiesUp: boolean;
  readonly excerpt: Excerpt | null;
}

/** The server that the tool belongs to; one object for all its tools. */
export interface ServerMaterial {
  readonly name: string;
  readonly packageName: string;
  readonly toolNames: readonly string[];
  /** A tool that reads files or a database; null if none does. */
  readonly reader: string | null;
}

export interface FlowMaterial {
  readonly flow: Flow;
  /** Source lines of both ends. */
  readonly sourceLine: string;
  readonly sinkLine: string;
  readonly shared: boolean;
}

/** A library call that the tool reaches. */
export interface ActMaterial {
  readonly operation: Operation;
  readonly line: string;
  /** The call as written, cut where it is long. */
  readonly call: string;
  /** Most tools of the server reach it. */
  readonly shared: boolean;
}

const LONGEST_CALL = 600;
const LONGEST_TEXT = 20_000;
/** What so many tools, and more than half of them, come to is the server's way of working. */
const FEWEST_SHARING = 4;

/** The tools of all servers as material, in the order of the surface. */
export function toolMaterials(analysed: Analysed): ToolMaterial[] {
  const { surface, flows, operations, units } = analysed;
  const redact = redactor(analysed.hits, analysed.textOf);
  const excerpts = new Excerpts(units, analysed.textOf, redact);
  const flowsBy = byTool(flows);
  const operationsBy = byTool(operations);
  return surface.servers.flatMap((server, index) => {
    const about = serverMaterial(server, analysed.name, redact);
    const isShared = (item: Flow | Operation): boolean => {
      const tools = item.entries.filter((entry) => entry.kind === "tool" && entry.server === index);
      const sharing = new Set(tools.map(({ name }) => name)).size;
      return sharing >= FEWEST_SHARING && sharing * 2 > server.tools.length && !isOutflow(item);
    };
    return server.tools.map((tool) => {
      const key = keyOf(index, tool.name);
      return toolMaterial(tool, about, {
        flows: flowsBy.get(key) ?? [],
        operations: operationsBy.get(key) ?? [],
        excerpts,
        redact,
        isShared,
      });
    });
  });
}

function serverMaterial({ name, tools }: Surface["servers"][number], packageName: string, redact: Redact): ServerMaterial {
  const reader = tools.find(({ capabilities }) => capabilities.includes("file_read") || capabilities.includes("db_access"));
  return { name: redact(name ?? ""), packageName, toolNames: tools.map((tool) => tool.name), reader: reader?.name ?? null };
}

interface Found {
  readonly flows: readonly Flow[];
  readonly operations: readonly Operation[];
  readonly excerpts: Excerpts;
  readonly redact: Redact;
  readonly isShared: (item: Flow | Operation) => boolean;
}

function toolMaterial(tool: Tool, server: ServerMaterial, found: Found): ToolMaterial {
  const { flows, operations, excerpts, redact, isShared } = found;
  const text = (plain: string | undefined): string => redact((plain ?? "").slice(0, LONGEST_TEXT));
  const reached: Place[] = [...operations.map((one) => one.place), ...flows.flatMap((one) => one.steps.map((step) => step.place))];
  const capabilities = CAPABILITIES.filter(
    (one) => tool.capabilities.includes(one) || (one === "network_egress" && operations.some(({ kind }) => shows(one, kind))),
  );
  return {
    name: text(tool.name),
    server,
    title: text(tool.title?.text),
    description: text(tool.description?.text),
    descriptionComplete: tool.description?.complete ?? true,
    schema: tool.inputSchema,
    schemaEnforced: tool.schemaEnforced,
    schemaTexts: [...schemaTexts(tool.inputSchema, "input"), ...schemaTexts(tool.outputSchema, "output")].map((one) => ({
      ...one,
      text: text(one.text),
    })),
    annotations: tool.annotations,
    hasHandler: tool.handler !== null,
    capabilities,
    ownCapabilities: capabilities.filter((one) => isOwn(one, found)),
    flows: flows.map((flow) => ({
      flow,
      sourceLine: excerpts.line(flow.source.place),
      sinkLine: excerpts.line(flow.sink.place),
      shared: isShared(flow),
    })),
    // What is the tool's own comes first: it must not be crowded out of a prompt.
    acts: operations
      .map((operation) => ({
        operation,
        line: excerpts.line(operation.place),
        call: excerpts.text(operation.place, LONGEST_CALL),
        shared: isShared(operation),
      }))
      .sort((a, b) => Number(a.shared) - Number(b.shared)),
    tidiesUp: tidiesUp(operations, flows),
    excerpt: excerpts.of(tool, reached),
  };
}

/** A capability is not its own if everything that shows it is shared, or removes what the tool has made. */
function isOwn(capability: Capability, { flows, operations, isShared }: Found): boolean {
  const tidy = tidiesUp(operations, flows);
  const shown = [
    ...operations.filter(({ kind }) => shows(capability, kind)),
    ...flows.filter(({ sink, source }) => shows(capability, sink.kind) || shows(capability, source.kind)),
  ];
  return shown.length === 0 || !shown.every((one) => isShared(one) || (tidy && isDeletion("sink" in one ? one.sink.kind : one.kind)));
}

/** Arguments that leave the machine are the tool's own affair, whatever function sends them for all of them. */
function isOutflow(item: Flow | Operation): boolean {
  return "sink" in item && item.source.kind === "tool-input" && shows("network_egress", item.sink.kind);
}

/** Items by server and tool whose handler reaches them. */
function byTool<T extends { readonly entries: readonly Entry[] }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const keys = new Set(item.entries.filter((entry) => entry.kind === "tool").map((entry) => keyOf(entry.server, entry.name)));
    for (const key of keys) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

function keyOf(server: number, tool: string): string {
  return `${server}|${tool}`;
}

/** Texts that the model is shown with the tool. */
export function shownTexts(tool: ToolMaterial): readonly SchemaText[] {
  return [
    { where: "description", text: tool.description },
    { where: "title", text: tool.title },
    { where: "name", text: tool.name },
    ...tool.schemaTexts,
  ].filter(({ text }) => isInstruction(text));
}
