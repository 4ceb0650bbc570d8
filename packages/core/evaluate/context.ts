import type { SourceKind } from "../define/kinds.ts";
import type { Schema } from "../surface/surface.ts";
import type { Facts } from "./facts.ts";
import type { HeapObject } from "./heap.ts";
import type { Origin } from "./origin.ts";
import { rootOrigin, schemaId } from "./origin.ts";
import type { Value } from "./value.ts";

/**
 * One analysis of a function, for one shape of arguments: which are untrusted and what is proven of
 * them, which constants, objects and functions they are. Who calls does not matter; callers are edges.
 */
export interface Context {
  readonly id: number;
  readonly unit: number;
  readonly fn: number;
  readonly incoming: Edge[];
  /** Calls that are in `incoming` already. */
  edges: Set<string> | null;
  origins: Map<string, Origin> | null;
  /** Fact names of the parameters inside this context, by position (-1 receiver). */
  readonly vids: Map<number, number>;
  /** Contexts that call this one while an entry point is evaluated. */
  callers: Set<Context> | null;
  /** Fact names of data that one place makes here (Engine.nodeVid). */
  nodeVids: Map<number, number> | null;
  /** Objects that one place makes here, whatever the activation (Engine.allocate). */
  objects: Map<number | string, HeapObject> | null;
  /** Put data into objects, so that it may be met again under the fact names of this context. */
  stores: boolean;
  /** Fact names of contexts that were called and store, and the data they stand for here; null if they stand for several. */
  aliases: Map<number, Value | null> | null;
  result: ContextResult | null;
  running: boolean;
}

export interface Edge {
  /** Null at an entry point. */
  readonly caller: Context | null;
  readonly unit: number;
  readonly node: number;
  /** Settled arguments, by position (-1 receiver). */
  readonly args: ReadonlyMap<number, Value>;
}

export interface ContextResult {
  readonly value: Value;
  /** What holds for the parameters when the call returns at all. */
  readonly facts: Facts;
  /** Never returns normally. */
  readonly throws: boolean;
}

/** The origin that stands for data of one kind in one parameter of a context. */
export function parameterOrigin(
  context: Context,
  index: number,
  kind: SourceKind,
  schema: Schema | null,
  enforced: boolean,
  quoted = false,
): Origin {
  const key = `${index}|${kind}|${schema === null ? "" : schemaId(schema)}${quoted ? "q" : ""}`;
  context.origins ??= new Map();
  let origin = context.origins.get(key);
  if (origin === undefined) {
    origin = rootOrigin(kind, { tag: "parameter", context, index, quoted }, schema, enforced);
    context.origins.set(key, origin);
  }
  return origin;
}
