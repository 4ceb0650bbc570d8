import type { Context } from "../evaluate/context.ts";
import { labelsBehind } from "../evaluate/context-key.ts";
import type { Engine, SinkHit } from "../evaluate/engine.ts";
import type { GuardSeen } from "../evaluate/facts.ts";
import { fieldOrigin, type Origin, originName } from "../evaluate/origin.ts";
import type { Label, Trail } from "../evaluate/value.ts";
import { funcName } from "../language/read.ts";
import type { EntryPoint } from "../surface/entries.ts";
import { placeOf } from "../surface/texts.ts";
import type { Entry, Flow, GuardNote, TraceStep } from "./flow.ts";

/** One way from a source to a sink: the labels at each call on it, outermost first. */
interface Way {
  readonly origin: Origin;
  readonly hops: readonly Hop[];
  readonly seen: readonly GuardSeen[];
  readonly partial: boolean;
}

interface Hop {
  readonly trail: Trail | null;
  /** Call through which the data entered the next function; -1 for the last hop. */
  readonly unit: number;
  readonly node: number;
  readonly callee: string;
}

const MAX_WAYS = 24;
const MAX_VISITS = 400;
const MAX_HOPS = 40;

/** Turns hits at sinks into flows: every source behind a parameter, its trace, and who can reach it. */
export function flowsOf(engine: Engine, reach: Reach): Flow[] {
  const flows = new Map<string, Flow>();
  for (const hit of engine.sinks.values()) {
    for (const way of waysTo(hit.label)) {
      const root = way.origin.root;
      if (root.tag !== "source") continue;
      const flow = flowOf(engine, hit, way, root.entry >= 0 ? [reach.entry(root.entry)] : reach.of(hit.context));
      const key = `${flow.sink.kind}|${flow.sink.place.file}:${flow.sink.place.startLine}:${flow.sink.place.startCol}|${flow.source.kind}|${flow.source.name}|${flow.sink.argument}`;
      const old = flows.get(key);
      flows.set(key, old === undefined ? flow : merged(old, flow));
    }
  }
  return [...flows.values()];
}

function merged(a: Flow, b: Flow): Flow {
  const keep = b.steps.length < a.steps.length ? b : a;
  const entries = [...a.entries];
  for (const entry of b.entries)
    if (!entries.some((other) => other.kind === entry.kind && other.name === entry.name && other.server === entry.server))
      entries.push(entry);
  return { ...keep, entries };
}

/** Follows a label back over the calls of the contexts it came through. Shortest ways first. */
function waysTo(label: Label): Way[] {
  const out: Way[] = [];
  let next = 0;
  const queue: { label: Label; hops: readonly Hop[]; seen: readonly GuardSeen[]; partial: boolean; path: string }[] = [
    { label, hops: [{ trail: label.trail, unit: -1, node: 0, callee: "" }], seen: label.seen, partial: label.partial, path: "" },
  ];
  const visited = new Set<string>();
  while (next < queue.length && out.length < MAX_WAYS) {
    const item = queue[next++] as (typeof queue)[number];
    const { origin } = item.label;
    const root = origin.root;
    if (root.tag === "source") {
      out.push({ origin: withPath(origin, item.path), hops: item.hops, seen: item.seen, partial: item.partial });
      continue;
    }
    if (item.hops.length > MAX_HOPS || visited.size > MAX_VISITS) continue;
    const path = joinFields(origin.path, item.path);
    for (const edge of root.context.incoming) {
      for (const outer of labelsBehind(edge.args.get(root.index), origin)) {
        const key = `${outer.origin.id}|${path}|${edge.unit}.${edge.node}`;
        if (visited.has(key)) continue;
        visited.add(key);
        queue.push({
          label: outer,
          hops: [{ trail: outer.trail, unit: edge.unit, node: edge.node, callee: "" }, ...item.hops],
          seen: [...outer.seen, ...item.seen],
          partial: item.partial || outer.partial,
          path,
        });
      }
    }
  }
  return out;
}

function joinFields(outer: string, inner: string): string {
  if (inner === "") return outer;
  return outer === "" ? inner : inner.startsWith("[") ? outer + inner : `${outer}.${inner}`;
}

function withPath(origin: Origin, path: string): Origin {
  let out = origin;
  for (const field of path
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((part) => part !== ""))
    out = fieldOrigin(out, field);
  return out;
}

function flowOf(engine: Engine, hit: SinkHit, way: Way, entries: readonly Entry[]): Flow {
  const root = way.origin.root as Origin["root"] & { tag: "source" };
  const sinkPlace = placeOf(engine, hit.unit, hit.node);
  const sourcePlace = placeOf(engine, root.unit, root.node);
  const name = originName(way.origin);
  const steps: TraceStep[] = [{ action: "source", variable: name, place: sourcePlace }];
  for (const hop of way.hops) {
    appendTrail(engine, steps, hop.trail, 0);
    if (hop.unit >= 0) steps.push({ action: "call", variable: calleeText(engine, hop), place: placeOf(engine, hop.unit, hop.node) });
  }
  const guards = guardNotes(engine, way.seen);
  for (const guard of guards) steps.push({ action: "guard", variable: guard.flaw, place: guard.place, note: guard.whyNotEnough });
  steps.push({ action: "sink", variable: hit.api, place: sinkPlace });
  const doubts: string[] = [];
  if (hit.confidence !== "high") doubts.push("the library call does harm in some of its uses only");
  if (guards.some((guard) => guard.flaw === "not-understood")) doubts.push("a check on the way is not understood");
  return {
    source: { kind: way.origin.kind, name, place: sourcePlace },
    sink: { kind: hit.kind, api: hit.api, argument: hit.argument, place: sinkPlace },
    steps: withoutRepeats(steps),
    truncated: steps.length > 100,
    whole: !way.partial,
    guards,
    proofs: hit.label.proofs,
    confidence: hit.confidence === "high" && doubts.length === 0 ? "high" : hit.confidence === "low" ? "low" : "medium",
    doubts,
    entries,
  };
}

function appendTrail(engine: Engine, steps: TraceStep[], trail: Trail | null, depth: number): void {
  const chain: Trail[] = [];
  for (let at = trail; at !== null && chain.length < 60; at = at.before) chain.push(at);
  for (const step of chain.reverse()) {
    if (step.action === "return" && depth < 6) {
      steps.push({ action: "call", variable: step.name || "(anonymous)", place: placeOf(engine, step.unit, step.node) });
      appendTrail(engine, steps, step.inside, depth + 1);
    }
    steps.push({ action: step.action, variable: step.name || "(anonymous)", place: placeOf(engine, step.unit, step.node) });
  }
}

function calleeText(engine: Engine, hop: Hop): string {
  return hop.callee !== "" ? hop.callee : sourceName(engine, hop);
}

/** Name of what a call node calls, as far as the node itself tells. */
function sourceName(engine: Engine, hop: Hop): string {
  const unit = engine.unit(hop.unit);
  const callee = unit.data[hop.node + 3] as number;
  const kind = unit.data[callee];
  if (kind === 11) return unit.strings[unit.data[callee + 4] as number] ?? "call";
  if (kind === 7) return unit.strings[unit.decls[(unit.data[callee + 3] as number) * 4] as number] ?? "call";
  if (kind === 8) return unit.strings[unit.data[callee + 3] as number] ?? "call";
  return "call";
}

function withoutRepeats(steps: readonly TraceStep[]): TraceStep[] {
  const out: TraceStep[] = [];
  for (const step of steps) {
    const last = out.at(-1);
    if (
      last !== undefined &&
      last.action === step.action &&
      last.variable === step.variable &&
      last.place.file === step.place.file &&
      last.place.startLine === step.place.startLine
    )
      continue;
    out.push(step);
  }
  return out.length > 100 ? [...out.slice(0, 60), ...out.slice(-40)] : out;
}

function guardNotes(engine: Engine, seen: readonly GuardSeen[]): GuardNote[] {
  const out: GuardNote[] = [];
  for (const item of seen) {
    if (item.node === 0) continue;
    const place = placeOf(engine, item.unit, item.node);
    if (!out.some((other) => other.flaw === item.flaw && other.place.file === place.file && other.place.startLine === place.startLine))
      out.push({ place, whyNotEnough: item.why, flaw: item.flaw });
  }
  return out;
}

/** Which entry points lead to a context. */
export class Reach {
  #engine: Engine;
  #entries: readonly EntryPoint[];
  /** Entry points by the contexts that stand for them, one for each time that they were evaluated. */
  readonly #roots: ReadonlyMap<Context, number>;
  #marks: Map<Context, Set<number>> | null = null;
  #cache = new Map<Set<number>, readonly Entry[]>();

  constructor(engine: Engine, entries: readonly EntryPoint[], roots: ReadonlyMap<Context, number>) {
    this.#engine = engine;
    this.#entries = entries;
    this.#roots = roots;
  }

  entry(index: number): Entry {
    const entry = this.#entries[index] as EntryPoint;
    const closure = entry.handler.atoms.find((atom) => atom.tag === "closure");
    return {
      kind: entry.kind,
      name: entry.name,
      handler: closure?.tag === "closure" ? funcName(this.#engine.unit(closure.unit), closure.fn) : "",
      server: entry.server,
    };
  }

  /** Entries that lead to a context, in order. */
  of(context: Context): readonly Entry[] {
    this.#marks ??= this.#mark();
    const marks = this.#marks.get(context);
    if (marks === undefined) return NO_ENTRIES;
    let known = this.#cache.get(marks);
    if (known === undefined) {
      known = [...marks].map((index) => this.entry(index));
      this.#cache.set(marks, known);
    }
    return known;
  }

  /** One walk forward from every entry, over the calls that were made. */
  #mark(): Map<Context, Set<number>> {
    const calls = new Map<Context, Context[]>();
    for (const callee of this.#engine.allContexts) {
      for (const caller of callee.callers ?? []) {
        const list = calls.get(caller);
        if (list === undefined) calls.set(caller, [callee]);
        else list.push(callee);
      }
    }
    const marks = new Map<Context, Set<number>>();
    for (const [root, index] of this.#roots) {
      const queue = [root];
      for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
        let set = marks.get(at);
        if (set === undefined) {
          set = new Set();
          marks.set(at, set);
        }
        if (set.has(index)) continue;
        set.add(index);
        for (const callee of calls.get(at) ?? []) queue.push(callee);
      }
    }
    return marks;
  }
}

const NO_ENTRIES: readonly Entry[] = [];
