import type { Proof } from "../../define/kinds.ts";
import { type Arguments, callValue } from "../calls.ts";
import { TESTS } from "../comprehensions.ts";
import type { Frame } from "../engine.ts";
import { knownElements } from "../expressions.ts";
import { everyTruth, NO_FACTS, ofOneElement, settled, someTruth, truth } from "../facts.ts";
import { itemsOf, proven } from "../guards.ts";
import { type Activation, appendElement, newObject, setField } from "../heap.ts";
import { iterElement } from "../iteration.ts";
import { membershipTruth } from "../membership-guards.ts";
import { memberNames, membersNamed } from "../named-members.ts";
import { concat } from "../operators.ts";
import { mask, PROOF } from "../proofs.ts";
import { getProperty } from "../properties.ts";
import { atomValue, BOOLEAN, type ClassAtom, constant, join, NOTHING, stringOf, type Truth, UNKNOWN, type Value } from "../value.ts";

/** Calls of Python's own functions by name; null when models (or nobody) describe them. */
// budget: one case for each member of a closed set; the cases are calls
export function pythonFunction(f: Frame, name: string, args: Arguments, node: number): Value | null {
  const [first, second, third] = args.positional;
  switch (name) {
    case "repr":
    case "ascii":
      return first === undefined ? UNKNOWN : logSafe(concat(f, [first], node));
    case "str":
    case "format":
    case "bytes":
      return first === undefined
        ? UNKNOWN
        : first.labels.length > 0
          ? { ...concat(f, [first], node), vid: first.vid, form: { op: "identity", inputs: [first] } }
          : concat(f, [first], node);
    case "list":
    case "tuple":
    case "set":
    case "frozenset":
    case "sorted":
    case "reversed":
    case "iter":
      return listOf(f, first, name, node);
    case "next":
      return first === undefined ? UNKNOWN : iterElement(f, first, node);
    case "dict":
      return dict(f, args, node);
    case "enumerate":
      return pairs(f, [UNKNOWN, first === undefined ? UNKNOWN : iterElement(f, first, node)], node);
    case "zip":
      return pairs(
        f,
        args.positional.map((value) => iterElement(f, value, node)),
        node,
      );
    case "map":
      return first === undefined || second === undefined ? UNKNOWN : mapped(f, first, second, node);
    case "filter":
      return second ?? UNKNOWN;
    case "any":
      return { ...BOOLEAN, truth: someTruth(testsIn(first, false)) };
    case "all":
      return { ...BOOLEAN, truth: everyTruth(testsIn(first, true)) };
    case "isinstance":
      return {
        ...BOOLEAN,
        truth: first === undefined || second === undefined || !isPlainType(second) ? null : truth(proven(f, first, PROOF.typed), NO_FACTS),
      };
    case "bool":
      return { ...UNKNOWN, truth: first?.truth ?? null };
    case "getattr": {
      if (first === undefined || second === undefined) return null;
      const attribute = stringOf(second);
      const value = attribute === null ? membersNamed(f, first, second, node) : getProperty(f, first, attribute, node);
      if (value === NOTHING) return null;
      return third === undefined ? value : join(value, third);
    }
    case "setattr": {
      const attribute = second === undefined ? null : stringOf(second);
      if (first === undefined || third === undefined) return UNKNOWN;
      for (const atom of first.atoms)
        if (atom.tag === "object" && attribute !== null) setField(atom, attribute, settled(third, f.state.facts), false);
      return UNKNOWN;
    }
    case "dir":
      return first === undefined ? null : namesOf(f, first, node);
    case "super":
      return superOf(f, second);
    case "property":
    case "staticmethod":
    case "classmethod":
      return first ?? UNKNOWN;
    default:
      return null;
  }
}

function namesOf(f: Frame, object: Value, node: number): Value | null {
  const names = memberNames(f, object);
  if (names.length === 0) return null;
  const out = newObject("array", f.unitIndex, node, f.region);
  for (const name of names) appendElement(out, constant(name), true);
  return atomValue(out);
}

/** str, int, (str, int): types whose values have no fields. */
function isPlainType(type: Value): boolean {
  const types = itemsOf(type).filter((item) => item !== NOTHING);
  return (types.length === 0 ? [type] : types).every(
    ({ atoms }) =>
      atoms.length > 0 &&
      atoms.every(
        (atom) => atom.tag === "api" && atom.api.library === "builtins" && /^(?:str|int|float|bool|bytes|complex)$/.test(atom.api.name),
      ),
  );
}

/** repr() writes line breaks and control characters as escapes; its answer is no longer the text it was made from. */
function logSafe(value: Value): Value {
  return { ...value, form: null, labels: value.labels.map((label) => ({ ...label, proofs: label.proofs | PROOF["log-safe"] })) };
}

/** super() and super(Class, self) in a method, or in a function inside one: the receiver, looked at from the parent classes. */
function superOf(f: Frame, given: Value | undefined): Value {
  let act: Activation | null = f.act;
  while (act !== null && act.home === null) act = act.parent;
  const self = given ?? act?.args[0];
  return self === undefined || act === null ? UNKNOWN : parentView(f, act.home, self);
}

function parentView(f: Frame, home: ClassAtom | null, self: Value): Value {
  let result = NOTHING;
  for (const parent of home?.supers ?? []) {
    for (const atom of parent.atoms) {
      if (atom.tag === "class")
        for (const own of self.atoms)
          if (own.tag === "object")
            result = join(
              result,
              atomValue({ ...own, key: `${own.key}^${atom.key}`, cls: atom, seenFromParent: own.seenFromParent ?? own }),
            );
      if (atom.tag === "api")
        result = join(
          result,
          atomValue({ tag: "api", key: `a${f.engine.api.result(atom.api).id}`, api: f.engine.api.result(atom.api), call: null }, true),
        );
    }
  }
  return result === NOTHING ? UNKNOWN : result;
}

function listOf(f: Frame, value: Value | undefined, name: string, node: number): Value {
  const object = f.engine.allocate(f.act, `n${node}`, () => newObject(name.endsWith("set") ? "set" : "array", f.unitIndex, node, f.region));
  if (value === undefined) return atomValue(object);
  const known = knownElements(value);
  if (known !== null && name !== "sorted" && name !== "reversed") {
    object.length = 0;
    for (const item of known) appendElement(object, item, true);
  } else {
    object.length = -1;
    object.rest = join(object.rest, settled(iterElement(f, value, node), f.state.facts));
  }
  return atomValue(object);
}

function dict(f: Frame, args: Arguments, node: number): Value {
  const object = newObject("object", f.unitIndex, node, f.region);
  for (const value of args.positional)
    for (const atom of value.atoms) if (atom.tag === "object") for (const [name, item] of atom.fields) setField(object, name, item, true);
  for (const [name, value] of args.keywords ?? []) setField(object, name, settled(value, f.state.facts), true);
  const [first] = args.positional;
  return first !== undefined && first.labels.length > 0 ? { ...first, atoms: [object] } : atomValue(object);
}

function pairs(f: Frame, items: readonly Value[], node: number): Value {
  const pair = newObject("array", f.unitIndex, node, f.region);
  for (const item of items) appendElement(pair, settled(item, f.state.facts), true);
  const list = newObject("array", f.unitIndex, node, f.region);
  list.length = -1;
  list.rest = atomValue(pair);
  return atomValue(list);
}

function mapped(f: Frame, fn: Value, source: Value, node: number): Value {
  const list = newObject("array", f.unitIndex, node, f.region);
  list.length = -1;
  list.rest = settled(callValue(f, fn, null, [iterElement(f, source, node)], null, node), f.state.facts);
  return atomValue(list);
}

/** What the predicates of str prove when they hold. */
const PREDICATES: Readonly<Record<string, readonly Proof[]>> = {
  isdigit: ["numeric"],
  isnumeric: ["numeric"],
  isdecimal: ["numeric"],
  isalnum: ["no-shell-meta", "no-separator", "no-dotdot", "no-leading-dash", "relative", "sql-quoted", "html-escaped"],
  isalpha: ["no-shell-meta", "no-separator", "no-dotdot", "no-leading-dash", "relative", "sql-quoted", "html-escaped"],
  isidentifier: ["identifier", "no-shell-meta", "no-separator", "no-dotdot", "no-leading-dash", "relative"],
};

/** Methods of Python's own types that are not methods of JavaScript's. */
export function pythonMethod(f: Frame, receiver: Value, name: string, args: Arguments, node: number): Value | null {
  const predicate = PREDICATES[name];
  if (predicate !== undefined && Object.hasOwn(PREDICATES, name))
    return { ...BOOLEAN, truth: receiver.labels.length === 0 ? null : truth(proven(f, receiver, mask(predicate)), NO_FACTS) };
  const opaque =
    receiver.labels.length > 0 &&
    !receiver.atoms.some((atom) => atom.tag === "api" || (atom.tag === "object" && atom.shape === "instance"));
  const [key, fallback] = args.positional;
  if (name === "join" && receiver.labels.length === 0 && key !== undefined && stringOf(receiver) !== null) {
    const elements = knownElements(key);
    if (elements !== null)
      return concat(
        f,
        elements.flatMap((item, at) => (at === 0 ? [item] : [receiver, item])),
        node,
      );
  }
  if (opaque && (name === "get" || name === "pop") && key !== undefined) {
    const field = stringOf(key);
    const value = getProperty(f, { ...receiver, atoms: [] }, field ?? "[]", node);
    return fallback === undefined ? value : { ...join(settled(value, f.state.facts), settled(fallback, f.state.facts)), vid: value.vid };
  }
  if (opaque && (name === "items" || name === "values" || name === "keys")) {
    const element = iterElement(f, { ...receiver, atoms: [] }, node);
    return name === "items" ? pairs(f, [element, element], node) : listOf(f, receiver, "list", node);
  }
  if (opaque && name === "__contains__" && key !== undefined) return { ...BOOLEAN, truth: membershipTruth(f, key, receiver, node) };
  return null;
}

/** What the elements of a list or comprehension say as conditions. */
function testsIn(list: Value | undefined, everyOne: boolean): (Truth | null)[] {
  if (list?.form?.op === TESTS) {
    const [element, ...tests] = list.form.inputs;
    return tests.map((test) => ofOneElement(test.truth, element?.vid ?? 0, everyOne));
  }
  return (list === undefined ? null : knownElements(list))?.map((item) => item.truth) ?? [];
}
