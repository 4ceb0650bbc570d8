import type { Surface } from "../surface/surface.ts";
import type { EntryPoint } from "./entry-points.ts";
import { contextByName, type FileContext } from "./file-context.ts";
import { within } from "./within.ts";

/** What is asked of a program to tell what runs in production; units by their number. */
export interface Linked {
  readonly paths: readonly string[];
  readonly byPath: ReadonlyMap<string, number>;
  readonly importsOf: (unit: number) => readonly number[];
  /** Unit that a manifest in a folder names, as it stands or as the source of a build. */
  readonly file: (directory: string, path: string) => number | null;
  /** Unit of a dotted Python module. */
  readonly module: (name: string) => number | null;
}

export interface Production {
  /** Every unit once: entry points first, then the rest by path. */
  readonly order: readonly number[];
  /** Units that a file belongs to production by; null if no entry point is known, so that everything does. */
  readonly reached: ReadonlySet<number> | null;
}

/**
 * Order of evaluation and what the entry points reach by imports.
 * @param subfolder where the server lies; code outside is evaluated only as far as it is imported
 */
export function productionOf(entries: readonly EntryPoint[], linked: Linked, subfolder: string): Production {
  const inside = entries.filter((entry) => within(subfolder, entry.by));
  const own = inside.filter((entry) => contextByName(entry.by) === "production");
  const starts = unitsOf(own.length > 0 ? own : inside, linked);
  const rest = linked.paths
    .flatMap((path, unit) => (within(subfolder, path) ? [unit] : []))
    .sort((a, b) => compare(linked.paths[a] as string, linked.paths[b] as string));
  return { order: [...new Set([...starts, ...rest])], reached: starts.length === 0 ? null : reachable(starts, linked) };
}

/**
 * Context of a file: production if it is reached, whatever it is called; by its name if it is not.
 * @param handlers units that hold handlers: a client reaches them without any import
 */
export function contextOf(path: string, production: Production, handlers: ReadonlySet<number>, linked: Linked): FileContext {
  const unit = linked.byPath.get(path);
  if (production.reached === null)
    return contextByName(path) === "vendored" ? "vendored" : unit === undefined ? contextByName(path) : "production";
  if (unit !== undefined && (production.reached.has(unit) || handlers.has(unit))) return "production";
  return contextByName(path);
}

/** What is reached from the handlers of tools, where the files that hold them are not named as tests or examples. */
export function handlerUnits(surface: Surface, linked: Linked): ReadonlySet<number> {
  const files = surface.servers.flatMap(({ tools }) => tools.map((tool) => tool.place.file));
  const starts = files.filter((file) => contextByName(file) === "production").flatMap((file) => linked.byPath.get(file) ?? []);
  return reachable(starts, linked);
}

function unitsOf(entries: readonly EntryPoint[], linked: Linked): number[] {
  const out = new Set<number>();
  for (const entry of entries) {
    const unit =
      entry.path !== undefined
        ? linked.file(entry.directory, entry.path)
        : (linked.module(`${entry.module}.__main__`) ?? linked.module(entry.module ?? ""));
    if (unit !== null) out.add(unit);
  }
  return [...out];
}

function reachable(starts: readonly number[], linked: Linked): ReadonlySet<number> {
  const seen = new Set(starts);
  const queue = [...starts];
  for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
    for (const next of linked.importsOf(unit)) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return seen;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
