import { Op } from "../language/ir.ts";
import { declName, text } from "../language/read.ts";
import { instanceOf } from "./classes.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { settled } from "./facts.ts";
import { atomValue, join, type Value } from "./value.ts";

/**
 * What a declared type adds to a value that is otherwise unknown: an instance of a library class or
 * of a class of the program. Types are not enforced at run time, so they never clean anything.
 */
export function annotatedValue(f: Frame, value: Value, annotation: number): Value {
  if (!value.open || value.atoms.length > 0) return value;
  const instance = instanceOfType(f, annotation);
  return instance === null ? value : { ...join(settled(value, f.state.facts), instance), vid: value.vid, open: true };
}

function instanceOfType(f: Frame, annotation: number): Value | null {
  const d = f.unit.data;
  const kind = d[annotation];
  // `Path | None`, Optional[Path]: the side that says something.
  if (kind === Op.Binary) return instanceOfType(f, d[annotation + 4] as number) ?? instanceOfType(f, d[annotation + 5] as number);
  if (kind === Op.Index && isOptional(f, d[annotation + 3] as number)) return instanceOfType(f, d[annotation + 4] as number);
  if (kind !== Op.Ref && kind !== Op.Member && kind !== Op.Index && kind !== Op.Global) return null;
  if (kind === Op.Global && f.unit.language !== "python") return null;
  const type = evaluate(f, kind === Op.Index ? (f.unit.data[annotation + 3] as number) : annotation);
  for (const atom of type.atoms) {
    if (atom.tag === "api") {
      const node = f.unit.language === "python" ? f.engine.api.result(atom.api) : f.engine.api.instance(atom.api);
      return atomValue({ tag: "api", key: `a${node.id}`, api: node, call: null }, true);
    }
    if (atom.tag === "class") return instanceOf(f, atom);
  }
  return null;
}

function isOptional(f: Frame, node: number): boolean {
  const d = f.unit.data;
  if (d[node] === Op.Ref) return declName(f.unit, d[node + 3] as number) === "Optional";
  return d[node] === Op.Member && text(f.unit, d[node + 4] as number) === "Optional";
}
