import { dataIn } from "./calls.ts";
import type { Frame } from "./engine.ts";
import { settled } from "./facts.ts";
import { PROOF } from "./proofs.ts";
import { type ApiAtom, constantsOf, type Form, isUntrusted, joinLabels, type Label, stringOf, type Value } from "./value.ts";

const STAYS_BELOW = PROOF["base-name"] | PROOF.identifier | PROOF["constant-set"] | PROOF.numeric;

/**
 * Proofs of the result of path and URL algebra, label by label. A part that cannot climb keeps the
 * result below what stands before it; an absolute part replaces it where the form says so.
 */
export function formProofs(f: Frame, form: Form, labels: readonly Label[], proved: number): readonly Label[] {
  switch (form.op) {
    case "path-join":
    case "path-join-reset":
    case "path-resolve":
      return joinProofs(f, form, labels, proved);
    case "path-normalize":
    case "path-real":
      return normalizeProofs(f, form, labels, proved);
    case "path-relative":
      return relativeProofs(f, form, labels);
    case "path-directory":
      return keptProofs(f, form, labels, DIRECTORY_PROOFS);
    case "url-parse":
      return keptProofs(f, form, labels, URL_PROOFS);
    case "url-join":
      return urlJoinProofs(f, form, labels);
    default:
      return labels;
  }
}

/** The way from a folder to what lies below it has no ".." in it. */
function relativeProofs(f: Frame, form: Form, labels: readonly Label[]): readonly Label[] {
  const target = form.inputs[1];
  if (target === undefined) return labels;
  const known = settled(target, f.state.facts).labels;
  return labels.map((label) => {
    const own = known.find((item) => item.origin === label.origin)?.proofs ?? 0;
    return (own & (PROOF.contained | PROOF["contained-real"])) === 0
      ? label
      : { ...label, proofs: label.proofs | PROOF["no-dotdot"] | PROOF.relative };
  });
}

/** The folder of what lies below a root lies below it too, or is the root: making it there does no harm. */
const DIRECTORY_PROOFS =
  PROOF.contained | PROOF["contained-real"] | PROOF["no-dotdot"] | PROOF.relative | PROOF.normalized | PROOF["real-path"];

const URL_PROOFS =
  PROOF["fixed-host"] |
  PROOF["host-allowed"] |
  PROOF["scheme-allowed"] |
  PROOF["private-refused"] |
  PROOF["address-checked"] |
  PROOF["constant-set"];

/** Proofs of the input that the result still has. */
function keptProofs(f: Frame, form: Form, labels: readonly Label[], kept: number): readonly Label[] {
  const [input] = form.inputs;
  if (input === undefined) return labels;
  const known = settled(input, f.state.facts).labels;
  return labels.map((label) => ({
    ...label,
    proofs: label.proofs | ((known.find((item) => item.origin === label.origin)?.proofs ?? 0) & kept),
  }));
}

/** Normalising twice changes nothing; a text that cannot climb still cannot. */
function normalizeProofs(f: Frame, form: Form, labels: readonly Label[], proved: number): readonly Label[] {
  const kept =
    PROOF.normalized |
    PROOF["real-path"] |
    PROOF.contained |
    PROOF["contained-real"] |
    PROOF["no-dotdot"] |
    PROOF["base-name"] |
    PROOF["constant-set"] |
    PROOF["no-shell-meta"] |
    PROOF.identifier;
  return labels.map((label) => {
    let own = 0;
    for (const input of form.inputs)
      for (const item of dataIn(settled(input, f.state.facts), 1)) if (item.origin === label.origin) own |= item.proofs;
    // Resolving links may lead out of a folder that was only compared by name.
    const lost = form.op === "path-real" ? PROOF.contained | PROOF["no-dotdot"] : 0;
    return { ...label, proofs: label.proofs | (own & kept & ~lost) | proved };
  });
}

function joinProofs(f: Frame, form: Form, labels: readonly Label[], proved: number): readonly Label[] {
  const resets = form.op !== "path-join";
  const out: Label[] = [];
  const inputs = form.inputs.map((input) => settled(input, f.state.facts));
  const trustedBase = inputs.length > 1 && !isUntrusted({ labels: dataIn(inputs[0] as Value, 1) });
  for (const label of labels) {
    let proofs = -1;
    inputs.forEach((input, index) => {
      for (const own of dataIn(input, 1))
        if (own.origin === label.origin) proofs &= partProofs(own.proofs, index === 0, inputs.length, resets, trustedBase);
    });
    const first = inputs.length > 1 && dataIn(inputs[0] as Value, 1).some((own) => own.origin === label.origin);
    // Of a single part the model says what the result keeps of it.
    const kept = inputs.length === 1 ? label.proofs : 0;
    out.push({ ...label, partial: label.partial || (inputs.length > 1 && !first), proofs: (proofs === -1 ? 0 : proofs) | kept | proved });
  }
  return out;
}

/** What one part of a joined path proves about the whole. */
function partProofs(proofs: number, first: boolean, count: number, resets: boolean, trustedBase: boolean): number {
  if (first && count === 1)
    return proofs & (PROOF.contained | PROOF["contained-real"] | PROOF["constant-set"] | PROOF["base-name"] | PROOF["no-dotdot"]);
  if (first) return proofs & (PROOF.contained | PROOF["contained-real"] | PROOF["constant-set"]);
  const below =
    (proofs & STAYS_BELOW) !== 0 ||
    ((proofs & PROOF["no-dotdot"]) !== 0 && (!resets || (proofs & PROOF.relative) !== 0)) ||
    ((proofs & PROOF["no-separator"]) !== 0 && (proofs & PROOF["no-dotdot"]) !== 0);
  if (below) return PROOF.contained | PROOF["no-leading-dash"] | (proofs & PROOF["no-dotdot"]);
  // A part that was already shown to lie below a root is absolute: it replaces what stands before it.
  if (resets && (proofs & (PROOF.contained | PROOF["contained-real"])) !== 0) return proofs & (PROOF.contained | PROOF["contained-real"]);
  return trustedBase ? PROOF["no-leading-dash"] : 0;
}

function urlJoinProofs(f: Frame, form: Form, labels: readonly Label[]): readonly Label[] {
  const [reference, base] = form.inputs;
  if (base === undefined || reference === undefined) return labels;
  const trusted = !isUntrusted(base);
  const known = settled(reference, f.state.facts);
  return labels.map((label) => {
    const own = known.labels.find((item) => item.origin === label.origin);
    // "//host" and "https://host" replace the base; only a reference that is proven relative does not.
    const stays = trusted && own !== undefined && (own.proofs & (PROOF.identifier | PROOF["url-encoded"] | PROOF["constant-set"])) !== 0;
    const leading = trusted && startsWithPath(reference);
    return stays || leading ? { ...label, proofs: label.proofs | PROOF["fixed-host"] } : label;
  });
}

/** A reference whose constant start is a single slash or a name followed by one. */
function startsWithPath(reference: Value): boolean {
  if (reference.form?.op !== "concat") return false;
  const first = reference.form.inputs[0];
  const text = first === undefined ? null : stringOf(first);
  return text !== null && /^(?:\/[^/\\]|\.?\/?[A-Za-z0-9_-]+[/?#])/.test(text);
}

/** `base / part` of path objects; null when neither side is one. */
export function joinedPath(f: Frame, left: Value, right: Value, node: number): Value | null {
  const isPath = [left, right].some((side) => side.atoms.some((atom) => atom.tag === "api"));
  const labels = joinLabels(settled(left, f.state.facts).labels, settled(right, f.state.facts).labels);
  if (!isPath && labels.length === 0) return null;
  const form: Form = { op: "path-join-reset", inputs: [left, right] };
  const atoms = [...left.atoms, ...right.atoms].filter((atom): atom is ApiAtom => atom.tag === "api").slice(0, 1);
  const proven = formProofs(f, form, labels, 0);
  return {
    labels: proven,
    atoms,
    open: true,
    vid: labels.length > 0 ? f.engine.nodeVid(f.context, f.unitIndex, node) : 0,
    truth: null,
    form,
  };
}

/** Whether a text certainly ends with a path separator: "/root/", root + sep, `${root}/`. */
export function endsWithSeparator(value: Value): boolean {
  const constants = constantsOf(value);
  if (constants !== null && constants.length > 0) return constants.every((item) => typeof item === "string" && /[/\\]$/.test(item));
  const last = value.form?.op === "concat" ? value.form.inputs.at(-1) : undefined;
  if (last !== undefined && last !== value) return isSeparator(last) || endsWithSeparator(last);
  return value.form?.op === "choice" ? value.form.inputs.every(endsWithSeparator) : false;
}

export function isSeparator(value: Value): boolean {
  return value.atoms.some((atom) => atom.tag === "api" && (atom.api.name.endsWith(".sep") || atom.api.name.endsWith(".altsep")));
}
