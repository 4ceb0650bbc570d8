import { classMemberNames } from "./classes.ts";
import type { Frame } from "./engine.ts";
import { appendElement, newObject } from "./heap.ts";
import { ownNames } from "./own-properties.ts";
import { getProperty } from "./properties.ts";
import { type Atom, atomValue, constant, constantsOf, join, NOTHING, stringOf, type Value } from "./value.ts";

/** More members than this are no table of handlers: the name may then be any of the program's words. */
const MAX_MEMBERS = 64;

/**
 * Members that a name computed at run time may mean: getattr(self, f"do_{action}"), this["on" + event].
 * Only names with its constant beginning and end fit. NOTHING when none is known.
 */
export function membersNamed(f: Frame, object: Value, name: Value, node: number): Value {
  const known = constantsOf(name)?.map(String);
  const { start, end } = affixesOf(name);
  let result = NOTHING;
  for (const atom of object.atoms) {
    const names = known ?? namesOf(f, atom).filter((word) => word.startsWith(start) && word.endsWith(end) && !word.startsWith("__"));
    if (names.length > MAX_MEMBERS) continue;
    const holder: Value = { ...object, atoms: [atom], labels: [], open: false };
    for (const word of names) result = join(result, getProperty(f, holder, word, node));
  }
  return result;
}

/** Names and functions of an object, in pairs, as `inspect.getmembers` lists them; what is no function is of no use to who asks. */
export function memberPairs(f: Frame, object: Value, node: number): Value {
  const out = newObject("array", f.unitIndex, node, f.region);
  for (const name of memberNames(f, object)) {
    const member = getProperty(f, { ...object, labels: [], open: false }, name, node);
    if (!member.atoms.some((atom) => atom.tag === "closure")) continue;
    const pair = newObject("array", f.unitIndex, node, f.region);
    appendElement(pair, constant(name), true);
    appendElement(pair, member, true);
    appendElement(out, atomValue(pair), true);
  }
  return atomValue(out);
}

/** The names of all members, inherited ones too: `dir(object)`. */
export function memberNames(f: Frame, object: Value): readonly string[] {
  return [...new Set(object.atoms.flatMap((atom) => namesOf(f, atom)))].slice(0, MAX_MEMBERS).sort();
}

function namesOf(f: Frame, atom: Atom): readonly string[] {
  if (atom.tag === "module") return ownNames(f, atom);
  if (atom.tag === "class") return classMemberNames(f, atom);
  if (atom.tag !== "object") return [];
  const own = ownNames(f, atom);
  return atom.cls === null ? own : [...new Set([...own, ...classMemberNames(f, atom.cls)])];
}

/** What a text put together begins and ends with, whatever stands between. */
function affixesOf(name: Value): { readonly start: string; readonly end: string } {
  const parts = name.form?.op === "concat" ? name.form.inputs : [];
  const [first, last] = [parts[0], parts.at(-1)];
  return { start: first === undefined ? "" : (stringOf(first) ?? ""), end: last === undefined ? "" : (stringOf(last) ?? "") };
}
