import type { Arguments } from "../calls.ts";
import type { Frame } from "../engine.ts";
import { withApiSources } from "../properties.ts";
import { type ApiAtom, atomValue, type Value } from "../value.ts";
import { arrayMethod } from "./arrays.ts";
import { generatorMethod } from "./generators.ts";
import { javascriptFunction, javascriptStatic } from "./javascript.ts";
import { pythonFunction, pythonMethod } from "./python.ts";
import { functionMethod, textMethod } from "./text.ts";

/**
 * The language runtime: what strings, arrays, promises and built-in functions do. Libraries are not
 * described here but in models; a name that neither knows becomes a library value of the language.
 */
export function runtimeGlobal(f: Frame, name: string, node: number): Value {
  const api = f.engine.api.global(f.unit.language === "python" ? "python" : "javascript", name);
  return withApiSources(f, atomValue({ tag: "api", key: `a${api.id}`, api, call: null }, false), api, node);
}

/** A call of a global function by name ("new X" for constructors); null when the runtime has no say. */
export function runtimeFunction(f: Frame, name: string, args: Arguments, node: number): Value | null {
  if (f.engine.globals.has(name)) return null;
  return f.unit.language === "python" ? pythonFunction(f, name, args, node) : javascriptFunction(f, name, args, node);
}

/** A static function of the runtime under another name: `const define = Object.defineProperty`. */
export function staticFunction(f: Frame, atom: ApiAtom, args: readonly Value[], node: number): Value | null {
  const owner = atom.api.parent;
  if (f.unit.language === "python" || atom.api.library !== "global" || owner?.parent?.parent !== null || !atom.api.isMember) return null;
  return javascriptStatic(f, owner.name, atom.api.name.slice(owner.name.length + 1), { positional: args, keywords: null }, node);
}

/** A method of the runtime's own types; null when the receiver is something else. */
export function runtimeMethod(f: Frame, receiver: Value, target: Value, name: string, args: Arguments, node: number): Value | null {
  const called = functionMethod(f, receiver, name, args, node);
  if (called !== null) return called;
  const owner = staticOwner(receiver);
  if (owner !== null) return f.unit.language === "python" ? null : javascriptStatic(f, owner, name, args, node);
  const ofGenerator = generatorMethod(f, receiver, name, node);
  if (ofGenerator !== null) return ofGenerator;
  const ofArray = arrayMethod(f, receiver, name, args, node);
  if (ofArray !== null) return ofArray;
  if (target.atoms.some((atom) => atom.tag === "closure" || atom.tag === "native")) return null;
  if (f.unit.language === "python") {
    const own = pythonMethod(f, receiver, name, args, node);
    if (own !== null) return own;
  }
  return textMethod(f, receiver, name, args, node);
}

/** Name of the global object that a receiver is (Object, Promise, Array …), or null. */
function staticOwner(receiver: Value): string | null {
  const [atom] = receiver.atoms;
  if (receiver.atoms.length !== 1 || atom?.tag !== "api" || atom.call !== null) return null;
  return atom.api.library === "global" && atom.api.parent?.parent === null ? atom.api.name : null;
}
