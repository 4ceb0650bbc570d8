import { classMemberNames } from "./classes.ts";
import type { Frame } from "./engine.ts";
import { ownNames } from "./own-properties.ts";
import { getProperty } from "./properties.ts";
import { type Atom, constantsOf, join, NOTHING, stringOf, type Value } from "./value.ts";

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
