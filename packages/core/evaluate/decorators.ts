import { PARAM, ParamKind } from "../language/ir.ts";
import { params } from "../language/read.ts";
import { rowsAt } from "./api.ts";
import { argumentAt } from "./arguments.ts";
import { callValue } from "./calls.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import type { ApiAtom, CallTerm, ClassAtom, Closure, Value } from "./value.ts";
import { join } from "./value.ts";

/**
 * Applies decorators from the bottom up. A decorator of the program is called; one of a library is
 * taken to keep what it decorates, and dialects get to see it.
 */
export function decorate(f: Frame, value: Value, decorators: Int32Array, home: ClassAtom | null = null): Value {
  let current = value;
  for (let i = decorators.length - 1; i >= 0; i--) {
    const node = decorators[i] as number;
    const decorator = evaluate(f, node);
    let kept = decorator.atoms.length === 0;
    let result: Value | null = null;
    for (const atom of decorator.atoms) {
      if (atom.tag === "api") {
        const renamed = standsFor(f, atom, current);
        if (renamed !== null) {
          result = renamed;
          continue;
        }
        kept = true;
        f.engine.registrations.push({
          api: atom.api,
          call: calledAs(atom) ?? { receiver: null, args: [], keywords: null, unit: f.unitIndex, node },
          context: f.context,
          receiver: atom.call?.receiver ?? null,
          decorated: current,
          home,
        });
      } else if (atom.tag === "closure") {
        const returned = wrapping(f, callValue(f, { ...decorator, atoms: [atom], open: false }, null, [current], null, node), current);
        result = result === null ? returned : join(result, returned);
      } else if (atom.tag === "class") {
        callValue(f, { ...decorator, atoms: [atom], open: false }, null, [current], null, node);
        kept = true;
      }
    }
    const callable = result?.atoms.some((atom) => atom.tag === "closure" || atom.tag === "class");
    current = callable && result !== null ? (kept ? join(current, result) : result) : current;
  }
  return current;
}

/** The call that made a decorator; a member of something that was made by a call (`@app.tool`) got no arguments. */
function calledAs(decorator: ApiAtom): CallTerm | null {
  return decorator.api.isMember ? null : decorator.call;
}

/** `@wraps(fn)`: what is decorated goes by the name and signature of another function. Null for other decorators. */
function standsFor(f: Frame, decorator: ApiAtom, decorated: Value): Value | null {
  const row = rowsAt(decorator.api)?.returns.find((item) => item.wraps !== undefined);
  if (row?.wraps === undefined || decorator.call === null) return null;
  const original = argumentAt(f, row.wraps, decorator.call)[0]?.atoms.find((atom): atom is Closure => atom.tag === "closure");
  if (original === undefined) return decorated;
  const atoms = decorated.atoms.map((atom) =>
    atom.tag === "closure" && atom.key !== original.key
      ? { ...atom, key: `${atom.key}~${original.key}`, wraps: original.wraps ?? original }
      : atom,
  );
  return { ...decorated, atoms };
}

/** A wrapper that takes any arguments is called with those of the function that it wraps. */
function wrapping(f: Frame, wrapper: Value, wrapped: Value): Value {
  const inner = wrapped.atoms.find((atom): atom is Closure => atom.tag === "closure");
  if (inner === undefined) return wrapper;
  const atoms = wrapper.atoms.map((atom) =>
    atom.tag === "closure" && atom.wraps === undefined && atom.key !== inner.key && takesAnything(f, atom)
      ? { ...atom, wraps: inner.wraps ?? inner }
      : atom,
  );
  return { ...wrapper, atoms };
}

function takesAnything(f: Frame, closure: Closure): boolean {
  const unit = f.engine.unit(closure.unit);
  const all = params(unit, closure.fn);
  return (
    all.length > 0 &&
    all.every((param) => unit.data[param + PARAM.kind] === ParamKind.rest || unit.data[param + PARAM.kind] === ParamKind.kwRest)
  );
}
