import { Op } from "../language/ir.ts";
import { isArrow, text } from "../language/read.ts";
import { afterOption } from "./arguments.ts";
import { callValue, evaluateCall, evaluateNew, evaluateTagged } from "./calls.ts";
import { conditional, shortCircuit } from "./choices.ts";
import { classMember, classValue } from "./classes.ts";
import { comprehension } from "./comprehensions.ts";
import type { Frame } from "./engine.ts";
import { settled } from "./facts.ts";
import { appendElement, elementsOf, type HeapObject, newObject, setField } from "./heap.ts";
import { iterElement, iterKey } from "./iteration.ts";
import { globalValue, importExpression } from "./modules.ts";
import { binary, concat, unary } from "./operators.ts";
import { isHolder, ownProperties } from "./own-properties.ts";
import { getProperty, indexProperty } from "./properties.ts";
import { execute } from "./statements.ts";
import { atomValue, type Closure, constant, join, joinLabels, NOTHING, tainted, UNDEFINED, UNKNOWN, type Value } from "./value.ts";
import { assignTo, readVariable } from "./variables.ts";

/** Evaluates one expression node in a frame; effects go to the frame's state and the heap. */
// budget: one case for each member of a closed set; the cases are calls
export function evaluate(f: Frame, n: number): Value {
  if (n === 0) return UNDEFINED;
  if (f.engine.exhausted()) return UNKNOWN;
  const d = f.unit.data;
  switch (d[n]) {
    case Op.Str:
      return constant(text(f.unit, d[n + 3] as number));
    case Op.Num:
      return constant(numberOf(text(f.unit, d[n + 3] as number)));
    case Op.Bool:
      return constant(d[n + 3] === 1);
    case Op.Null:
      return constant(null);
    case Op.Undefined:
      return UNDEFINED;
    case Op.Regex: {
      const source = text(f.unit, d[n + 3] as number);
      const flags = text(f.unit, d[n + 4] as number);
      return atomValue({ tag: "regex", key: `r${source}/${flags}`, source, flags });
    }
    case Op.Ref:
      return readVariable(f, d[n + 3] as number);
    case Op.Global:
      return globalValue(f, text(f.unit, d[n + 3] as number), n);
    case Op.This:
      return f.self;
    case Op.Super:
      return f.self;
    case Op.Member:
      return getProperty(f, evaluate(f, d[n + 3] as number), text(f.unit, d[n + 4] as number), n);
    case Op.Index:
      return indexProperty(f, evaluate(f, d[n + 3] as number), evaluate(f, d[n + 4] as number), n);
    case Op.Call:
      return evaluateCall(f, n);
    case Op.New:
      return evaluateNew(f, n);
    case Op.Tagged:
      return evaluateTagged(f, n);
    case Op.Func:
      return atomValue(closureOf(f, d[n + 3] as number));
    case Op.Class:
      return classValue(f, d[n + 3] as number);
    case Op.Object:
      return objectLiteral(f, n);
    case Op.Array:
      return arrayLiteral(f, n);
    case Op.Concat:
      return concat(f, parts(f, n), n);
    case Op.ObjectRest:
    case Op.ArrayRest:
      return restOf(f, n);
    case Op.Default:
      return withDefault(f, n);
    case Op.IterElem:
      return iterElement(f, evaluate(f, d[n + 3] as number), n);
    case Op.IterKey:
      return iterKey(f, evaluate(f, d[n + 3] as number));
    case Op.Comp:
      return comprehension(f, n);
    default:
      return evaluateOperator(f, n);
  }
}

function evaluateOperator(f: Frame, n: number): Value {
  const d = f.unit.data;
  const a = d[n + 3] as number;
  switch (d[n]) {
    case Op.Enter:
      return entered(f, evaluate(f, a), n);
    case Op.Await:
      return evaluate(f, a);
    case Op.Binary:
      return binary(f, text(f.unit, a), evaluate(f, d[n + 4] as number), evaluate(f, d[n + 5] as number), n);
    case Op.Unary:
      return unary(f, text(f.unit, a), d[n + 4] as number);
    case Op.And:
    case Op.Or:
    case Op.Nullish:
      return shortCircuit(f, n);
    case Op.Cond:
      return conditional(f, n);
    case Op.Assign: {
      const value = evaluate(f, d[n + 4] as number);
      assignTo(f, a, value, n);
      return value;
    }
    case Op.Yield: {
      const value = a === 0 ? UNDEFINED : evaluate(f, a);
      if (f.yields !== null) appendElement(f.yields, settled(value, f.state.facts), false);
      // Whoever drives an asynchronous function that was compiled to a generator sends back what it yields.
      return f.unit.language === "python" ? UNKNOWN : { ...value, open: true, truth: null };
    }
    case Op.Seq: {
      let value = UNDEFINED;
      for (let i = 0; i < a; i++) value = evaluate(f, d[n + 4 + i] as number);
      return value;
    }
    case Op.ImportExpr:
      return importExpression(f, evaluate(f, a), n);
    case Op.Spread:
    case Op.KwSpread:
      return evaluate(f, a);
    case Op.KwArg:
      return evaluate(f, d[n + 4] as number);
    default:
      return opaque(f, n);
  }
}

/**
 * What `with` binds: what the manager's own __enter__ gives, or what a generator yields that a decorator made a manager of.
 * Managers of libraries are taken to give themselves.
 */
function entered(f: Frame, manager: Value, n: number): Value {
  const given = manager.atoms.map((atom) => givenBy(f, atom, n));
  if (given.every((value) => value === null)) return manager;
  const others = manager.atoms.filter((_, index) => given[index] === null);
  const rest = others.length === 0 && manager.labels.length === 0 ? NOTHING : { ...manager, atoms: others };
  return given.reduce<Value>((all, value) => (value === null ? all : join(all, value)), rest);
}

/** What one manager gives to who enters it; null for one that the program does not define. */
function givenBy(f: Frame, manager: Value["atoms"][number], n: number): Value | null {
  if (manager.tag !== "object") return null;
  if (manager.shape === "generator") return elementsOf(manager);
  const { cls } = manager;
  const name = cls === null ? undefined : ["__enter__", "__aenter__"].find((method) => classMember(f, cls, method) !== null);
  const self = atomValue(manager);
  return name === undefined ? null : callValue(f, getProperty(f, self, name, n), self, [], null, n);
}

/** Anything the front end has no better word for: depends on all its children. */
function opaque(f: Frame, n: number): Value {
  const d = f.unit.data;
  if (d[n] !== Op.Opaque) {
    execute(f, n);
    return UNDEFINED;
  }
  let labels: Value["labels"] = [];
  for (let i = 0; i < (d[n + 3] as number); i++) {
    labels = joinLabels(
      labels,
      settled(evaluate(f, d[n + 4 + i] as number), f.state.facts).labels.map((label) => ({ ...label, proofs: 0 })),
    );
  }
  return labels.length === 0 ? UNKNOWN : tainted(labels);
}

function numberOf(source: string): number {
  const value = Number(source.replace(/_/g, "").replace(/n$/, ""));
  return Number.isNaN(value) ? 0 : value;
}

export function closureOf(f: Frame, fn: number): Closure {
  f.act.closures ??= new Map();
  let closure = f.act.closures.get(fn);
  if (closure === undefined) {
    const arrow = isArrow(f.unit, fn);
    closure = {
      tag: "closure",
      key: `f${f.unitIndex}.${fn}@${f.act.id}`,
      unit: f.unitIndex,
      fn,
      env: f.act,
      // The receiver of a Python method is an ordinary parameter: what a lambda sees of it is a variable.
      self: arrow && f.unit.language !== "python" ? f.self : null,
      bound: null,
      home: arrow ? f.home : null,
    };
    f.act.closures.set(fn, closure);
  }
  return closure;
}

function parts(f: Frame, n: number): Value[] {
  const d = f.unit.data;
  const out: Value[] = [];
  for (let i = 0; i < (d[n + 3] as number); i++) out.push(evaluate(f, d[n + 4 + i] as number));
  return out;
}

/** The object that a literal makes: a new one in every branch, the same one again in straight code that is run again. */
function placed(f: Frame, n: number, shape: HeapObject["shape"]): HeapObject {
  if (f.region === f.topRegion) return f.engine.allocate(f.act, n, () => newObject(shape, f.unitIndex, n, f.region));
  return f.engine.allocate(f.act, `${n}.${f.region}`, () => newObject(shape, f.unitIndex, n, f.region));
}

function objectLiteral(f: Frame, n: number): Value {
  const d = f.unit.data;
  const object = placed(f, n, "object");
  const inherited: Value[] = [];
  for (let i = 0; i < (d[n + 3] as number); i++) {
    const item = d[n + 4 + i] as number;
    switch (d[item]) {
      case Op.Prop:
        setField(object, text(f.unit, d[item + 3] as number), settled(evaluate(f, d[item + 4] as number), f.state.facts), true);
        break;
      case Op.PropComputed: {
        const key = evaluate(f, d[item + 3] as number);
        assignIndexed(f, object, key, settled(evaluate(f, d[item + 4] as number), f.state.facts));
        break;
      }
      case Op.Getter: {
        object.getters ??= new Map();
        object.getters.set(text(f.unit, d[item + 3] as number), atomValue(closureOf(f, d[item + 4] as number)));
        break;
      }
      default:
        inherited.push(spreadInto(f, object, evaluate(f, d[item + 3] as number)));
    }
  }
  let value = atomValue(object);
  // Spread of opaque data: the object also is that data, as far as its other fields go.
  for (const extra of inherited)
    if (extra.labels.length > 0) value = { ...value, labels: joinLabels(value.labels, extra.labels), vid: extra.vid };
  return value;
}

function assignIndexed(_f: Frame, object: HeapObject, key: Value, value: Value): void {
  let known = !key.open && key.labels.length === 0 && key.atoms.length > 0;
  for (const atom of key.atoms) {
    if (atom.tag === "const") setField(object, String(atom.value), value, key.atoms.length === 1);
    else known = false;
  }
  if (!known) object.rest = join(object.rest, value);
}

/** Copies the fields of a spread value; returns what stays opaque. */
function spreadInto(f: Frame, object: HeapObject, value: Value): Value {
  for (const atom of value.atoms) {
    if (!isHolder(atom)) continue;
    for (const [name, item] of ownProperties(f, atom, object.node)) setField(object, name, item, true);
    if (atom.tag === "object") object.rest = join(object.rest, atom.rest);
  }
  if (value.open && value.labels.length === 0 && value.atoms.length === 0) object.rest = join(object.rest, UNKNOWN);
  return settled(value, f.state.facts);
}

function arrayLiteral(f: Frame, n: number): Value {
  const d = f.unit.data;
  const object = placed(f, n, d[n + 3] === 2 ? "set" : "array");
  let position = 0;
  let known = object.length >= 0 && object.length <= (d[n + 4] as number);
  if (known) object.length = 0;
  for (let i = 0; i < (d[n + 4] as number); i++) {
    const item = d[n + 5 + i] as number;
    if (item !== 0 && d[item] === Op.Spread) {
      const value = evaluate(f, d[item + 3] as number);
      const elements = knownElements(value);
      if (elements !== null && known) {
        for (const element of elements) setField(object, String(position++), element, true);
      } else {
        object.rest = join(object.rest, settled(iterElement(f, value, item), f.state.facts));
        known = false;
      }
    } else {
      const value = settled(evaluate(f, item), f.state.facts);
      if (known) setField(object, String(position), afterOption(object.fields.get(String(position++ - 1)), value), true);
      else object.rest = join(object.rest, value);
    }
  }
  object.length = known ? position : -1;
  return atomValue(object);
}

/** Elements in order, when the value is exactly one array of known content. */
export function knownElements(value: Value): Value[] | null {
  if (value.open || value.labels.length > 0 || value.atoms.length !== 1) return null;
  const atom = value.atoms[0];
  if (atom?.tag !== "object" || (atom.shape !== "array" && atom.shape !== "set") || atom.length < 0 || atom.rest !== NOTHING) return null;
  const out: Value[] = [];
  for (let i = 0; i < atom.length; i++) out.push(atom.fields.get(String(i)) ?? UNDEFINED);
  return out;
}

function restOf(f: Frame, n: number): Value {
  const d = f.unit.data;
  const value = evaluate(f, d[n + 3] as number);
  if (d[n] === Op.ArrayRest) {
    const from = d[n + 4] as number;
    const elements = knownElements(value);
    const object = newObject("array", f.unitIndex, n, f.region);
    if (elements !== null) for (const element of elements.slice(from)) appendElement(object, element, true);
    else {
      object.length = -1;
      object.rest = iterElement(f, value, n);
    }
    return atomValue(object);
  }
  const taken = new Set<string>();
  for (let i = 0; i < (d[n + 4] as number); i++) taken.add(text(f.unit, d[(d[n + 5 + i] as number) + 3] as number));
  // Of several objects each has a rest of its own: tools in a list stay apart.
  const rests: HeapObject[] = [];
  for (const atom of value.atoms) {
    if (atom.tag !== "object") continue;
    const object = newObject("object", f.unitIndex, n, f.region);
    for (const [name, item] of atom.fields) if (!taken.has(name)) setField(object, name, item, true);
    object.rest = atom.rest;
    rests.push(object);
  }
  if (rests.length === 0) rests.push(newObject("object", f.unitIndex, n, f.region));
  return value.labels.length === 0
    ? { ...UNKNOWN, atoms: rests, open: value.open }
    : { ...value, atoms: [...rests, ...value.atoms.filter((atom) => atom.tag === "api")], truth: null };
}

function withDefault(f: Frame, n: number): Value {
  const d = f.unit.data;
  const value = evaluate(f, d[n + 3] as number);
  const sure = !value.open && value.labels.length === 0 && value.atoms.length > 0;
  const missing = value.atoms.some((atom) => atom.tag === "const" && atom.value === undefined);
  if (sure && !missing) return value;
  const fallback = evaluate(f, d[n + 4] as number);
  if (sure && value.atoms.length === 1) return fallback;
  const rest = missing ? { ...value, atoms: value.atoms.filter((atom) => !(atom.tag === "const" && atom.value === undefined)) } : value;
  return join(rest, settled(fallback, f.state.facts));
}
