import { networkFrom } from "./address-bits.ts";
import type { Context, ContextResult } from "./context.ts";
import { labelsBehind } from "./context-key.ts";
import type { Frame } from "./engine.ts";
import { AS_SHIPPED, addFact, type Fact, truth as makeTruth, mergeSeen, NO_FACTS, OPTED_IN } from "./facts.ts";
import { proven } from "./guards.ts";
import { appendElement, newObject } from "./heap.ts";
import { fieldOrigin } from "./origin.ts";
import { kill } from "./statements.ts";
import { type Form, type Label, NOTHING, step, type Value } from "./value.ts";

/** What the caller handed over, as it knows it. */
export interface Given {
  readonly self: Value;
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value> | null;
}

/** What the callee's value numbers stand for in the caller: the argument's number, and the argument itself. */
function argumentNames(f: Frame, context: Context, given: Given): { vids: Map<number, number>; byVid: Map<number, Value> } {
  const vids = new Map<number, number>();
  const byVid = new Map<number, Value>();
  const keywords = given.keywords === null ? [] : [...given.keywords.values()];
  for (const [index, vid] of context.vids) {
    const original = index === -1 ? given.self : (keywords[index - 100] ?? given.args[index]);
    if (original !== undefined) byVid.set(vid, original);
    const outer = original?.vid ?? 0;
    vids.set(vid, outer);
    if (outer !== 0) fieldVidsOf(f, vid, outer, vids, 0);
  }
  return { vids, byVid };
}

/** The callee's result in the caller's terms; what holds after the call is learnt. */
export function translate(
  f: Frame,
  context: Context,
  result: ContextResult,
  given: Given,
  edge: ReadonlyMap<number, Value>,
  node: number,
  mayEnd: boolean,
  name: string,
): Value {
  if (result.throws) {
    if (mayEnd) {
      f.handlers.at(-1)?.push(f.state);
      kill(f);
    }
    return NOTHING;
  }
  if (speaksOfNothing(result) && !context.stores) return networkFrom(result.value, given.args);
  const { vids, byVid } = argumentNames(f, context, given);
  if (context.stores) nameStored(f, context, byVid);
  const move = (facts: ReadonlyMap<number, Fact>): ReadonlyMap<number, Fact> => translateFacts(f, facts, vids, byVid);
  f.state.learn(move(result.facts));
  const value = result.value;
  const labels =
    value.labels.length === 0 ? value.labels : value.labels.flatMap((label) => translateLabel(f, context, label, edge, node, name));
  const vid = labels.length === 0 ? 0 : (vids.get(value.vid) ?? (value.vid === 0 ? 0 : f.engine.nodeVid(f.context, f.unitIndex, node)));
  const truth = value.truth === null ? null : makeTruth(move(value.truth.whenTrue), move(value.truth.whenFalse));
  return {
    labels: labels.length > 12 ? labels.slice(0, 12) : labels,
    atoms: value.atoms,
    open: value.open,
    vid: vid === 0 && labels.length > 0 ? f.engine.newVid() : vid,
    truth,
    form: byVid.get(value.vid)?.form ?? translateForm({ f, context, vids, byVid, edge, node, name }, value.form, 0),
  };
}

/** What is proven of a parameter is proven of the argument, and of what the argument was made from. */
function translateFacts(
  f: Frame,
  facts: ReadonlyMap<number, Fact>,
  vids: ReadonlyMap<number, number>,
  byVid: ReadonlyMap<number, Value>,
): ReadonlyMap<number, Fact> {
  if (facts.size === 0) return facts;
  const out = new Map<number, Fact>();
  for (const [vid, item] of facts) {
    const original = byVid.get(vid);
    const target = vids.get(vid) ?? vid;
    const stored = f.context.aliases?.get(vid);
    if (stored !== undefined && stored !== null)
      for (const [named, known] of proven(f, stored, item.proofs, item.seen, null, item.ranges)) addFact(out, named, known);
    if (original !== undefined && original.form !== null)
      for (const [named, known] of proven(f, original, item.proofs, item.seen, null, item.ranges)) addFact(out, named, known);
    else if (target > 0 || target === OPTED_IN || target === AS_SHIPPED) addFact(out, target, item);
  }
  return out.size === 0 ? NO_FACTS : out;
}

const MAX_ALIASES = 200;

/** What a callee has put into objects has its names there: they stand for the arguments of this call. */
function nameStored(f: Frame, context: Context, byVid: ReadonlyMap<number, Value>): void {
  f.context.stores = true;
  f.context.aliases ??= new Map();
  const own = f.context.aliases;
  const name = (vid: number, value: Value | null | undefined): void => {
    if (value === undefined || value === null || value.vid === 0 || value.labels.length === 0) return;
    const known = own.get(vid);
    if (known === undefined) {
      if (own.size < MAX_ALIASES) own.set(vid, value);
    } else if (known !== null && known.vid !== value.vid) own.set(vid, null);
  };
  for (const [vid, value] of byVid) name(vid, value);
  for (const [vid, value] of context.aliases ?? []) name(vid, value === null ? null : byVid.get(value.vid));
}

/** No data, no facts, no derivation: the caller sees the value as the callee does. */
function speaksOfNothing({ value, facts }: ContextResult): boolean {
  return facts.size === 0 && value.labels.length === 0 && value.vid === 0 && value.truth === null && value.form === null;
}

/** A derivation in the caller's terms, so that a check on the result says something about the argument. */
function translateForm(call: Translation, form: Form | null, depth: number): Form | null {
  if (form === null || depth > 6) return null;
  return { op: form.op, inputs: form.inputs.map((input) => translateInput(call, input, depth)) };
}

function translateInput(call: Translation, input: Value, depth: number): Value {
  const original = call.byVid.get(input.vid);
  if (original !== undefined) return original;
  if (input.labels.length === 0) return input.atoms.length === 1 ? translateList(call, input, depth) : input;
  const labels = input.labels.flatMap((label) => translateLabel(call.f, call.context, label, call.edge, call.node, call.name));
  return { ...input, labels, vid: call.vids.get(input.vid) ?? input.vid, form: translateForm(call, input.form, depth + 1) };
}

/** commonpath([root, path]): a list that was made for the derivation. */
function translateList(call: Translation, input: Value, depth: number): Value {
  const [atom] = input.atoms;
  if (atom?.tag !== "object" || atom.shape !== "array" || atom.length <= 0 || atom.length > 4 || depth > 6) return input;
  const list = newObject("array", atom.unit, atom.node, call.f.region);
  for (const item of atom.fields.values()) appendElement(list, translateInput(call, item, depth + 1), true);
  return { ...input, atoms: [list] };
}

interface Translation {
  readonly f: Frame;
  readonly context: Context;
  readonly vids: ReadonlyMap<number, number>;
  readonly byVid: ReadonlyMap<number, Value>;
  readonly edge: ReadonlyMap<number, Value>;
  readonly node: number;
  readonly name: string;
}

/** Fields of a parameter that were named inside the callee name the same fields outside. */
function fieldVidsOf(f: Frame, inner: number, outer: number, vids: Map<number, number>, depth: number): void {
  const fields = f.engine.fieldVids.get(inner);
  if (fields === undefined || depth > 4) return;
  for (const [name, vid] of fields) {
    let named = f.engine.fieldVids.get(outer);
    if (named === undefined) {
      named = new Map();
      f.engine.fieldVids.set(outer, named);
    }
    let target = named.get(name);
    if (target === undefined) {
      target = f.engine.newVid();
      named.set(name, target);
    }
    vids.set(vid, target);
    fieldVidsOf(f, vid, target, vids, depth + 1);
  }
}

function translateLabel(f: Frame, context: Context, label: Label, edge: ReadonlyMap<number, Value>, node: number, name: string): Label[] {
  const root = label.origin.root;
  if (root.tag !== "parameter" || root.context !== context)
    return [{ ...label, trail: step("return", name, f.unitIndex, node, null, label.trail) }];
  const out: Label[] = [];
  for (const outer of labelsBehind(edge.get(root.index), label.origin)) {
    let origin = outer.origin;
    if (label.origin.path !== "") for (const field of pathFields(label.origin.path)) origin = fieldOrigin(origin, field);
    const long = (outer.trail?.length ?? 0) + (label.trail?.length ?? 0) > 80;
    out.push({
      origin,
      proofs: label.proofs,
      trail: long ? outer.trail : step("return", name, f.unitIndex, node, outer.trail, label.trail),
      seen: mergeSeen(outer.seen, label.seen),
      partial: outer.partial || label.partial,
    });
  }
  return out;
}

function pathFields(path: string): string[] {
  return path
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((field) => field !== "");
}
