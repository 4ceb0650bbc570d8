import type { Catalogue } from "../define/catalogue.ts";
import type { Capability, OperationKind, SinkKind, SourceKind } from "../define/kinds.ts";
import { ApiTable } from "../evaluate/api.ts";
import { dataIn } from "../evaluate/calls.ts";
import type { Context } from "../evaluate/context.ts";
import { Engine, type Limits } from "../evaluate/engine.ts";
import { runModule } from "../evaluate/modules.ts";
import { constantsOf, type Value } from "../evaluate/value.ts";
import type { Program } from "../graph/program.ts";
import { funcName, funcNode } from "../language/read.ts";
import { SurfaceBuilder } from "../surface/build.ts";
import { Declarations } from "../surface/declarations.ts";
import { runEntry } from "../surface/entries.ts";
import { resolveHandlers } from "../surface/requests.ts";
import type { Surface } from "../surface/surface.ts";
import { placeOf } from "../surface/texts.ts";
import { runBackground } from "./background.ts";
import type { Flow, Operation, RoleValue } from "./flow.ts";
import { flowsOf, Reach } from "./flows.ts";
import { callUnreached } from "./unreached.ts";
import { callUnusedMethods, declaresTools } from "./unused-classes.ts";

export interface Analysis {
  readonly surface: Surface;
  readonly flows: readonly Flow[];
  readonly operations: readonly Operation[];
  /** Capabilities by server index and tool name. */
  readonly capabilities: ReadonlyMap<string, ReadonlySet<Capability>>;
  /** "unit.function" of every function that was evaluated. */
  readonly evaluated: ReadonlySet<string>;
  readonly limits: readonly { readonly what: string; readonly where: string }[];
}

export interface AnalyseOptions {
  readonly mode: "fast" | "deep";
  /** Units in the order in which they are evaluated: entry points first. */
  readonly order: readonly number[];
  /** Folder of the nearest manifest above a file. */
  readonly rootOf: (path: string) => string;
  readonly stop: () => boolean;
}

const PASSES = 3;

/** Evaluates a program: its modules, then every entry point of its surface; gives flows and operations. */
export function analyse(program: Program, catalogue: Catalogue, options: AnalyseOptions): Analysis {
  const nodes = program.units.reduce((sum, unit) => sum + unit.nodeCount, 0);
  const api = new ApiTable(catalogue.models);
  const engine = new Engine(program, api, limitsFor(options.mode, nodes), options.stop);
  engine.wanted = wantedBy(catalogue);
  if (program.units.length === 0)
    return { surface: { servers: [] }, flows: [], operations: [], capabilities: new Map(), evaluated: new Set(), limits: [] };
  const declarations = new Declarations(engine, catalogue.dialects);
  const builder = new SurfaceBuilder(engine, catalogue.dialects, options.rootOf);
  builder.install();
  for (const unit of options.order) {
    engine.beginModule();
    engine.contextCount.clear();
    runModule(engine, unit);
  }
  callUnreached(engine, options.order);
  engine.reserve();
  engine.beginModule();
  if (!declaresTools(declarations.found(engine))) callUnusedMethods(engine);
  for (const declared of declarations.found(engine)) builder.add(declared);
  resolveHandlers(builder);
  const roots = runEntries(engine, builder);
  const reach = new Reach(engine, builder.entries, roots);
  return {
    surface: builder.surface(),
    flows: flowsOf(engine, reach),
    operations: operationsOf(engine, reach),
    capabilities: capabilitiesOf(engine, reach),
    evaluated: engine.evaluated,
    limits: [...engine.limitsReached.keys()].map((key) => ({
      what: key.slice(0, key.indexOf("|")),
      where: key.slice(key.indexOf("|") + 1),
    })),
  };
}

/** Pairs of kinds that some rule asks for; without rules (engine tests), all. */
function wantedBy(catalogue: Catalogue): (source: SourceKind, sink: SinkKind) => boolean {
  const flows = catalogue.rules.flatMap((rule) => [rule.flow, rule.looksAt].filter((pair) => pair !== undefined));
  if (flows.length === 0) return () => true;
  const pairs = new Set(flows.flatMap((flow) => flow.from.flatMap((from) => flow.to.map((to) => `${from}|${to}`))));
  return (source, sink) => pairs.has(`${source}|${sink}`);
}

/** Budgets are counts of evaluated nodes, in proportion to the program, so that time grows linearly. */
function limitsFor(mode: "fast" | "deep", nodes: number): Limits {
  return mode === "fast"
    ? { callDepth: 4, stepsPerEntry: 60_000, stepsInAll: 8 * nodes + 400_000, contextsPerFunction: 12 }
    : { callDepth: 30, stepsPerEntry: 150_000 + nodes, stepsInAll: 5 * nodes + 1_000_000, contextsPerFunction: 16 };
}

/** Every entry point; again while one of them leaves untrusted data where another finds it. */
function runEntries(engine: Engine, builder: SurfaceBuilder): Map<Context, number> {
  const roots = new Map<Context, number>();
  engine.reserve();
  for (let pass = 0; pass < PASSES; pass++) {
    engine.sharedTaint = 0;
    engine.sharedObjects = 0;
    builder.entries.forEach((entry, index) => {
      engine.beginEntry(builder.entries.length - 1 - index);
      roots.set(runEntry(engine, entry, index), index);
    });
    if (engine.sharedTaint === 0 && (pass > 0 || engine.sharedObjects === 0)) break;
    engine.contexts.clear();
    engine.contextCount.clear();
    runBackground(engine, builder.entries.length);
  }
  engine.entry = -1;
  return roots;
}

function operationsOf(engine: Engine, reach: Reach): Operation[] {
  const out = new Map<string, Operation>();
  for (const hit of engine.operations.values()) {
    const place = placeOf(engine, hit.unit, hit.node);
    const entries = reach.of(hit.context);
    const key = `${hit.row.kind}|${place.file}:${place.startLine}:${place.startCol}`;
    const roles: Record<string, RoleValue> = Object.create(null) as Record<string, RoleValue>;
    for (const [role, value] of hit.row.roles)
      roles[role] = {
        present: true,
        functions: value.atoms.flatMap((atom) =>
          atom.tag === "closure" ? placeOf(engine, atom.unit, funcNode(engine.unit(atom.unit), atom.fn)) : [],
        ),
        constants: roleConstants(value),
        sources: [...new Set(dataIn(value, 2).map((label) => label.origin.kind))],
        place,
      };
    const old = out.get(key);
    out.set(key, {
      kind: hit.row.kind as OperationKind,
      api: hit.api,
      place,
      roles: old === undefined ? roles : { ...old.roles, ...roles },
      entries:
        old === undefined
          ? entries
          : [
              ...old.entries,
              ...entries.filter((entry) => !old.entries.some((other) => other.name === entry.name && other.kind === entry.kind)),
            ],
      reachable: true,
      functionName: hit.context.fn < 0 ? "" : funcName(engine.unit(hit.context.unit), hit.context.fn),
    });
  }
  return [...out.values()];
}

function roleConstants(value: Value): readonly (string | number | boolean | null)[] | null {
  const constants = constantsOf(value);
  return constants === null ? null : constants.filter((item): item is string | number | boolean | null => item !== undefined);
}

const CAPABLE: Readonly<Partial<Record<SinkKind | OperationKind, Capability>>> = {
  "shell-command": "process_exec",
  program: "process_exec",
  "argv-option": "process_exec",
  "process-start": "process_exec",
  code: "code_eval",
  "code-evaluation": "code_eval",
  "path-read": "file_read",
  "file-read": "file_read",
  "path-write": "file_write",
  "path-delete": "file_write",
  "file-write": "file_write",
  "file-delete": "file_write",
  url: "network_egress",
  "http-request": "network_egress",
  sql: "db_access",
  nosql: "db_access",
  "database-query": "db_access",
  "environment-read": "env_access",
};

function capabilitiesOf(engine: Engine, reach: Reach): Map<string, Set<Capability>> {
  const out = new Map<string, Set<Capability>>();
  const add = (kind: string, context: Context): void => {
    const capability = CAPABLE[kind as SinkKind];
    if (capability === undefined) return;
    for (const entry of reach.of(context)) {
      if (entry.kind !== "tool") continue;
      const key = `${entry.server}|${entry.name}`;
      let set = out.get(key);
      if (set === undefined) {
        set = new Set();
        out.set(key, set);
      }
      set.add(capability);
    }
  };
  for (const hit of engine.touched.values()) add(hit.kind, hit.context);
  for (const hit of engine.operations.values()) add(hit.row.kind, hit.context);
  return out;
}
