import { coversArgument } from "../define/access-path.ts";
import type { AccessPath } from "../define/model.ts";
import type { Frame } from "./engine.ts";
import { elementsOf } from "./heap.ts";
import { PROOF } from "./proofs.ts";
import { getProperty } from "./properties.ts";
import type { CallTerm, Form, Label, Value } from "./value.ts";
import { NOTHING, UNDEFINED, UNKNOWN } from "./value.ts";

/** The values that an access path names in one call; several for `(*)` and `(n..)`, none when absent. */
export function argumentAt(f: Frame, path: AccessPath, call: CallTerm): Value[] {
  return selected(path, call).flatMap((value) => below(f, value, path.below, call.node));
}

function selected(path: AccessPath, call: CallTerm): Value[] {
  const end = path.end;
  if (end.kind === "this") return call.receiver === null ? [] : [call.receiver];
  if (end.kind !== "argument") return [];
  const out: Value[] = [];
  let ended = false;
  call.args.forEach((value, index) => {
    // Behind "--" nothing is an option any more.
    if (isConstant(value, "--") && end.to > end.from) ended = true;
    if (!ended && coversArgument(end, index, call.args.length))
      out.push(end.to > end.from && index > 0 ? afterOption(call.args[index - 1], value) : value);
  });
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
  if (field === ".*")
    return value.atoms
      .flatMap((atom) => (atom.tag === "object" ? [elementsOf(atom)] : []))
      .concat(value.labels.length > 0 ? [{ ...value, atoms: [] }] : []);
  const plain = value.labels.length > 0 && value.labels.every(isTextual) && value.atoms.every((atom) => atom.tag === "const");
  if (!field.startsWith("[") && plain) return [];
  // A library object has the fields that its library gives it.
  if (
    !field.startsWith("[") &&
    value.atoms.some((atom) => atom.tag === "api") &&
    !value.atoms.some(
      (atom) => atom.tag === "object" || (atom.tag === "api" && f.engine.api.peek(atom.api, `.${field.replace(/^\./, "")}`) !== undefined),
    )
  )
    return [];
  if (!field.startsWith("[") && isText(value.form) && value.atoms.every((atom) => atom.tag === "const")) return [];
  if (!field.startsWith("[")) return [getProperty(f, value, field.replace(/^\./, ""), node)];
  const range = /^\[(\d+)?(\.\.)?\]$/.exec(field);
  const out: Value[] = [];
  for (const atom of value.atoms) {
    if (atom.tag !== "object") continue;
    if (range !== null && range[1] === undefined && (atom.length < 0 || (atom.shape !== "array" && atom.shape !== "set"))) {
      out.push(elementsOf(atom));
      continue;
    }
    const from = Number(range?.[1] ?? 0);
    if (range?.[1] !== undefined && range[2] === undefined)
      out.push(atom.fields.get(String(from)) ?? (atom.length < 0 ? elementsOf(atom) : UNDEFINED));
    else {
      for (let i = from; i < Math.max(atom.length, 0); i++) {
        const item = atom.fields.get(String(i));
        if (isConstant(item, "--")) return out;
        if (item !== undefined) out.push(afterOption(atom.fields.get(String(i - 1)), item));
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

/** What has been proven of characters has been proven of a text; a type that was checked is one without fields. */
const OF_TEXT =
  PROOF.typed |
  PROOF["host-allowed"] |
  PROOF["fixed-host"] |
  PROOF["no-shell-meta"] |
  PROOF["no-separator"] |
  PROOF["no-leading-dash"] |
  PROOF.identifier |
  PROOF["base-name"];

/** Data that is a text has no fields. */
function isTextual(label: Label): boolean {
  const type = label.origin.schema?.type ?? "unknown";
  // A schema that was checked says of an object, too, that its type is known.
  return type === "unknown" ? (label.proofs & OF_TEXT) !== 0 : type === "string";
}

/** Options that commonly take no value, so that what follows them stands alone. */
const FLAG =
  /^(?:-[a-zA-Z]*[fqvyrlah]|--(?:oneline|cached|staged|all|force|hard|soft|mixed|stat|name-only|porcelain|short|json|yes|quiet|verbose|recursive|global|list|delete|no-[a-z-]+|[a-z-]+=.*))$/;

/** A value that stands behind an option with a value belongs to it: it cannot be an option itself. */
export function afterOption(before: Value | undefined, value: Value): Value {
  if (value.labels.length === 0) return value;
  const atom = before?.atoms.length === 1 ? before.atoms[0] : undefined;
  if (atom?.tag !== "const" || typeof atom.value !== "string" || !/^-{1,2}[a-zA-Z]/.test(atom.value) || FLAG.test(atom.value)) return value;
  return { ...value, labels: value.labels.map((label) => ({ ...label, proofs: label.proofs | PROOF["no-leading-dash"] })) };
}

const TEXT_FORMS: ReadonlySet<string> = new Set(["concat", "trimmed", "lowercase", "rewritten"]);

function isText(form: Form | null): boolean {
  return form !== null && (TEXT_FORMS.has(form.op) || (form.op === "choice" && form.inputs.some((input) => isText(input.form))));
}

function isConstant(value: Value | undefined, wanted: string): boolean {
  const atom = value?.atoms.length === 1 ? value.atoms[0] : undefined;
  return atom?.tag === "const" && atom.value === wanted;
}
