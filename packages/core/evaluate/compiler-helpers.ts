import { type Arguments, callValue } from "./calls.ts";
import type { Frame } from "./engine.ts";
import { knownElements } from "./expressions.ts";
import { prototypeOf, setPrototype } from "./prototypes.ts";
import { arrayMethod } from "./runtime/arrays.ts";
import { type Atom, join, NOTHING, UNDEFINED, UNKNOWN, type Value } from "./value.ts";

const ASYNC: ReadonlySet<string> = new Set(["__awaiter", "__async", "__generator", "_asyncToGenerator"]);
const INTEROP: ReadonlySet<string> = new Set([
  "__toESM",
  "__importDefault",
  "__importStar",
  "_interopRequireDefault",
  "_interopRequireWildcard",
]);

/**
 * What TypeScript, Babel and esbuild write into their output under one of these names, or take from a
 * library; null for any other name. Down-levelled async functions wrap their generator: the call means to
 * run it. Others are evaluated like all code where they stand in the output.
 */
export function compilerHelper(f: Frame, name: string, args: Arguments, n: number): Value | null {
  const [first, second] = args.positional;
  // Interoperation wrappers of a library: the library itself (its `default` is itself as well).
  if (INTEROP.has(name)) return first?.atoms.some((atom) => atom.tag === "api" || isCompiled(atom)) === true ? first : null;
  if (name === "__extends" && first !== undefined && second !== undefined) return extended(f, first, second);
  if (name === "__spreadArray" && first !== undefined && second !== undefined)
    return arrayMethod(f, first, "concat", { positional: [second], keywords: null }, n);
  if (!ASYNC.has(name)) return null;
  const body = args.positional.at(-1);
  if (body === undefined) return null;
  if (name === "_asyncToGenerator") return body;
  const given = name === "__generator" ? [UNKNOWN] : second === undefined ? [] : (knownElements(second) ?? []);
  return generatorResult(f, callValue(f, body, first ?? null, given, null, n));
}

/** A CommonJS module that says itself that it was an ES module: the wrappers give it back. */
function isCompiled(atom: Atom): boolean {
  return atom.tag === "object" && atom.shape === "exports" && atom.fields.has("__esModule");
}

/** A class of old that extends another one. */
function extended(f: Frame, child: Value, parent: Value): Value {
  setPrototype(f.engine, child, parent);
  for (const atom of child.atoms) {
    if (atom.tag !== "closure") continue;
    for (const above of parent.atoms)
      setPrototype(
        f.engine,
        prototypeOf(f.engine, atom),
        above.tag === "closure" ? prototypeOf(f.engine, above) : { ...parent, atoms: [above] },
      );
  }
  return UNDEFINED;
}

/** What a driven generator returns; `[2, value]` of the ES5 form is unwrapped. */
function generatorResult(f: Frame, value: Value): Value {
  let result = NOTHING;
  for (const atom of value.atoms) {
    const second = atom.tag === "object" && atom.shape === "array" && atom.length === 2 ? atom.fields.get("1") : undefined;
    const first = atom.tag === "object" ? atom.fields.get("0")?.atoms[0] : undefined;
    const returned = atom.tag === "object" ? f.engine.generatorReturns.get(atom) : undefined;
    if (returned !== undefined) result = join(result, returned);
    else if (second !== undefined && first?.tag === "const" && first.value === 2) result = join(result, second);
    else result = join(result, { ...value, atoms: [atom] });
  }
  return result === NOTHING ? value : result;
}
