import { coversArgument } from "../define/access-path.ts";
import type { AccessPath } from "../define/model.ts";
import type { Frame } from "./engine.ts";
import { elementsOf } from "./heap.ts";
import { getProperty } from "./properties.ts";
import type { CallTerm, Value } from "./value.ts";
import { NOTHING, UNDEFINED, UNKNOWN } from "./value.ts";

/** The values that an access path names in one call; several for `(*)` and `(n..)`, none when absent. */
export function argumentAt(f: Frame, path: AccessPath, call: CallTerm): Value[] {
  return selected(path, call).flatMap((value) => below(f, value, path.below, call.node));
}

function selected(path: AccessPath, call: CallTerm): Value[] {
  const end = path.end;
  if (end.kind === "this") return call.receiver === null ? [] : [call.receiver];
  if (end.kind !== "argument") return [];
  const out = call.args.filter((_, index) => coversArgument(end, index, call.args.length));
  if (end.keyword === "*") out.push(...(call.keywords?.values() ?? []));
  else if (end.keyword !== null) {
    const keyword = call.keywords?.get(end.keyword) ?? call.keywords?.get("**");
    if (keyword !== undefined) out.push(keyword);
  }
  return out;
}

function below(f: Frame, value: Value, fields: readonly string[], node: number): Value[] {
  let values = [value];
  for (const field of fields) values = values.flatMap((item) => step(f, item, field, node));
  return values;
}

function step(f: Frame, value: Value, field: string, node: number): Value[] {
  if (field === ".*") return value.atoms.flatMap((atom) => (atom.tag === "object" ? [elementsOf(atom)] : [])).concat(value.labels.length > 0 ? [{ ...value, atoms: [] }] : []);
  // Text that was put together has no fields of its own.
  if (!field.startsWith("[") && value.atoms.length === 0 && value.labels.length > 0 && value.labels.every((label) => label.origin.schema?.type === "string")) return [];
  if (!field.startsWith("[") && value.form?.op === "concat" && value.atoms.every((atom) => atom.tag === "const")) return [];
  if (!field.startsWith("[")) return [getProperty(f, value, field.replace(/^\./, ""), node)];
  const range = /^\[(\d+)?(\.\.)?\]$/.exec(field);
  const out: Value[] = [];
  for (const atom of value.atoms) {
    if (atom.tag !== "object") continue;
    if (range !== null && range[1] === undefined && atom.length < 0) {
      out.push(elementsOf(atom));
      continue;
    }
    const from = Number(range?.[1] ?? 0);
    if (range?.[1] !== undefined && range[2] === undefined) out.push(atom.fields.get(String(from)) ?? (atom.length < 0 ? elementsOf(atom) : UNDEFINED));
    else {
      for (let i = from; i < Math.max(atom.length, 0); i++) {
        const item = atom.fields.get(String(i));
        if (isConstant(item, "--")) return out;
        if (item !== undefined) out.push(item);
      }
      if (atom.length < 0) for (const [key, item] of atom.fields) if (Number(key) >= from) out.push(item);
      if (atom.rest !== NOTHING) out.push(atom.rest);
    }
  }
  // An argument vector that is itself opaque data: every element is that data, the first included.
  if (value.labels.length > 0) out.push({ ...value, atoms: [], open: true });
  else if (value.open && out.length === 0) out.push(UNKNOWN);
  return out;
}

function isConstant(value: Value | undefined, wanted: string): boolean {
  const atom = value?.atoms.length === 1 ? value.atoms[0] : undefined;
  return atom?.tag === "const" && atom.value === wanted;
}
