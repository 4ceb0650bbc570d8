import type { HandlerConvention } from "../define/dialect.ts";
import type { SourceKind } from "../define/kinds.ts";
import { callValue } from "../evaluate/calls.ts";
import type { Context } from "../evaluate/context.ts";
import type { Engine, Frame } from "../evaluate/engine.ts";
import { newActivation, newObject } from "../evaluate/heap.ts";
import { rootOrigin } from "../evaluate/origin.ts";
import { getProperty } from "../evaluate/properties.ts";
import { recordDirect } from "../evaluate/record.ts";
import { proofsOfSchema } from "../evaluate/schema-proofs.ts";
import { State } from "../evaluate/state.ts";
import { atomValue, type Closure, constant, UNDEFINED, UNKNOWN, type Value } from "../evaluate/value.ts";
import { DECL_WIDTH, PARAM, ParamKind } from "../language/ir.ts";
import { funcNode, params, text } from "../language/read.ts";
import type { Schema } from "./surface.ts";
import { COMPUTED } from "./texts.ts";

/** One way in: a handler, how it is called, and what stands for the caller's data. */
export interface EntryPoint {
  readonly kind: "tool" | "resource" | "prompt" | "completion" | "http" | "module";
  readonly name: string;
  readonly handler: Value;
  readonly convention: HandlerConvention;
  readonly schema: Schema | null;
  readonly enforced: boolean;
  readonly unit: number;
  readonly node: number;
  readonly server: number;
}

const SOURCE: Readonly<Record<EntryPoint["kind"], SourceKind>> = {
  tool: "tool-input",
  resource: "resource-uri",
  prompt: "prompt-argument",
  completion: "completion-argument",
  http: "http-request",
  module: "tool-input",
};

/** A frame outside of any function, from which handlers are called. */
export function outerFrame(engine: Engine, unit: number): Frame {
  const region = engine.region();
  return {
    engine,
    unit: engine.unit(unit),
    unitIndex: unit,
    fn: 0,
    act: newActivation(unit, 0, null, UNDEFINED, null),
    context: engine.makeContext(unit, -1),
    state: new State(),
    returns: [],
    self: UNDEFINED,
    home: null,
    depth: 0,
    topRegion: region,
    region,
    args: [],
    yields: null,
    jumps: [],
    handlers: [],
  };
}

/** Evaluates a handler as a client would call it; returns the context that stands for the entry. */
export function runEntry(engine: Engine, entry: EntryPoint, index: number): Context {
  const f = outerFrame(engine, entry.unit);
  engine.entry = index;
  // Each entry has its own budget of contexts; what earlier ones analysed is shared and costs nothing.
  engine.contextCount.clear();
  const closures = entry.handler.atoms.filter((atom): atom is Closure => atom.tag === "closure");
  for (const closure of closures) {
    const { args, keywords } = argumentsFor(f, entry, closure, index);
    const result = callValue(f, { ...entry.handler, atoms: [closure], open: false, labels: [] }, null, args, keywords, entry.node);
    const at = outerFrame(engine, closure.unit);
    recordDirect({ ...at, context: f.context }, "tool-result", "result", "result", result, funcNode(engine.unit(closure.unit), closure.fn));
  }
  return f.context;
}

function data(f: Frame, entry: EntryPoint, name: string, schema: Schema | null, index: number): Value {
  const origin = rootOrigin(
    SOURCE[entry.kind],
    { tag: "source", name, unit: entry.unit, node: entry.node, entry: index },
    schema,
    entry.enforced,
  );
  const proofs = entry.enforced && schema !== null ? proofsOfSchema(schema) : 0;
  return {
    labels: [{ origin, proofs, trail: null, seen: [], partial: false }],
    atoms: [],
    open: true,
    vid: f.engine.newVid(),
    truth: null,
    form: null,
  };
}

function argumentsFor(
  f: Frame,
  entry: EntryPoint,
  closure: Closure,
  index: number,
): { args: readonly Value[]; keywords: ReadonlyMap<string, Value> | null } {
  const whole = (): Value => data(f, entry, "", entry.schema, index);
  switch (entry.convention) {
    case "object":
    case "self-method":
      return { args: [whole(), UNKNOWN], keywords: null };
    case "object-if-schema":
      return { args: entry.schema === null ? [UNKNOWN] : [whole(), UNKNOWN], keywords: null };
    case "name-and-arguments":
      return { args: [constant(entry.name), whole()], keywords: null };
    case "uri":
      return { args: [data(f, entry, "uri", null, index), whole(), UNKNOWN], keywords: null };
    case "uri-only":
      return { args: [data(f, entry, "uri", null, index)], keywords: null };
    case "request":
      return { args: [request(f, entry, index), UNKNOWN], keywords: null };
    case "context-and-parameters":
      return { args: [UNKNOWN, getProperty(f, request(f, entry, index), "params", entry.node)], keywords: null };
    case "parameters":
      return parameters(f, entry, closure, index);
  }
}

/** `{ method, params: { name, arguments, uri } }` of the low-level servers. */
function request(f: Frame, entry: EntryPoint, index: number): Value {
  const object = newObject("object", entry.unit, entry.node, 0);
  const inner = newObject("object", entry.unit, entry.node, 0);
  if (entry.kind === "resource") inner.fields.set("uri", data(f, entry, "uri", null, index));
  else {
    inner.fields.set("name", entry.name.includes(COMPUTED) ? UNKNOWN : constant(entry.name));
    inner.fields.set("arguments", data(f, entry, "", entry.schema, index));
  }
  object.fields.set("params", atomValue(inner));
  object.fields.set("method", UNKNOWN);
  return atomValue(object);
}

function parameters(
  f: Frame,
  entry: EntryPoint,
  closure: Closure,
  index: number,
): { args: readonly Value[]; keywords: ReadonlyMap<string, Value> | null } {
  const signature = closure.wraps ?? closure;
  const unit = f.engine.unit(signature.unit);
  const keywords = new Map<string, Value>();
  let position = signature.self === null ? 0 : 1;
  const args: Value[] = [];
  for (const param of params(unit, signature.fn)) {
    if (position > 0) {
      position--;
      continue;
    }
    const kind = unit.data[param + PARAM.kind];
    const name = text(unit, unit.decls[(unit.data[param + PARAM.decl] as number) * DECL_WIDTH] as number);
    const schema =
      entry.schema?.properties !== undefined && Object.hasOwn(entry.schema.properties, name)
        ? (entry.schema.properties[name] as Schema)
        : null;
    if (kind === ParamKind.kwRest || kind === ParamKind.rest) keywords.set("**", data(f, entry, name, null, index));
    else if (entry.schema === null || schema !== null) keywords.set(name, data(f, entry, name, schema, index));
    // What the framework fills in is there, whatever its default says.
    else keywords.set(name, UNKNOWN);
  }
  return { args, keywords };
}
