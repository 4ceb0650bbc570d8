import type { ApiNode } from "./api.ts";
import type { Fact, GuardSeen } from "./facts.ts";
import type { Activation, HeapObject } from "./heap.ts";
import type { Origin } from "./origin.ts";

/**
 * An abstract value: everything an expression may be, and the untrusted data that it may carry.
 * Values are immutable; objects have identity in the heap.
 */
export interface Value {
  /** Untrusted data in the value itself (data in the fields of an object is found in the heap). */
  readonly labels: readonly Label[];
  /** What it may be. */
  readonly atoms: readonly Atom[];
  /** It may also be something that the atoms do not say. */
  readonly open: boolean;
  /** Names this very datum, so that a check on one copy counts for every copy; 0 if it carries no data. */
  readonly vid: number;
  /** For conditions: what is known when the value is true and when it is false. */
  readonly truth: Truth | null;
  /** How a datum was derived, where guards need to know (path algebra, URL parts). */
  readonly form: Form | null;
}

export interface Label {
  readonly origin: Origin;
  /** Proofs that hold for the data of this origin inside the value (PROOF_BIT). */
  readonly proofs: number;
  readonly trail: Trail | null;
  readonly seen: readonly GuardSeen[];
  /** The data is only a part of the value (text put together from several parts). */
  readonly partial: boolean;
}

/** The way a datum took inside one function, newest step first. */
export interface Trail {
  readonly action: "assign" | "field" | "call" | "return" | "guard";
  readonly name: string;
  /** Unit index and node, resolved to a place when a trace is written. */
  readonly unit: number;
  readonly node: number;
  readonly before: Trail | null;
  /** For "return": the way inside the callee. */
  readonly inside: Trail | null;
  readonly length: number;
}

export interface Truth {
  readonly whenTrue: ReadonlyMap<number, Fact>;
  readonly whenFalse: ReadonlyMap<number, Fact>;
}

/** Derivation of a datum; `op` is a word of FORMS (define/model.ts) or of the language runtime. */
export interface Form {
  readonly op: string;
  readonly inputs: readonly Value[];
}

export type Constant = string | number | boolean | null | undefined;

export type Atom = ConstAtom | RegexAtom | HeapObject | Closure | ClassAtom | ApiAtom | NativeAtom | ModuleAtom;

export interface ConstAtom {
  readonly tag: "const";
  readonly key: string;
  readonly value: Constant;
  /** No other interned atom is for this constant. */
  readonly interned?: boolean;
}

export interface RegexAtom {
  readonly tag: "regex";
  readonly key: string;
  readonly source: string;
  readonly flags: string;
}

/** Arguments that a function was given ahead of its call (bind, partial application). */
export interface Bound {
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value> | null;
}

export interface Closure {
  readonly tag: "closure";
  readonly key: string;
  readonly unit: number;
  readonly fn: number;
  readonly env: Activation | null;
  /** Bound receiver (Python methods, JS bind). */
  readonly self: Value | null;
  readonly bound: Bound | null;
  /** Class in which a method stands (for `super`). */
  readonly home: ClassAtom | null;
  /** The function that this one takes any arguments for: a decorator's wrapper has its signature. */
  readonly wraps?: Closure;
}

export interface ClassAtom {
  readonly tag: "class";
  readonly key: string;
  readonly unit: number;
  readonly cls: number;
  readonly env: Activation;
  readonly supers: readonly Value[];
  readonly statics: HeapObject;
}

/** A value of a library, by the way it was reached; `call` keeps what it was made from. */
export interface ApiAtom {
  readonly tag: "api";
  readonly key: string;
  readonly api: ApiNode;
  readonly call: CallTerm | null;
  readonly bound?: Bound;
  /** What it was subscripted with: the arguments of a generic type. */
  readonly subscript?: Value;
}

export interface CallTerm {
  readonly receiver: Value | null;
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value> | null;
  readonly unit: number;
  readonly node: number;
}

/** Behaviour of the language runtime (resolve of a promise, bound library functions). */
export interface NativeAtom {
  readonly tag: "native";
  readonly key: string;
  readonly invoke: (args: readonly Value[]) => Value;
}

export interface ModuleAtom {
  readonly tag: "module";
  readonly key: string;
  readonly unit: number;
}

const EMPTY: readonly never[] = [];

export const NOTHING: Value = { labels: EMPTY, atoms: EMPTY, open: false, vid: 0, truth: null, form: null };
export const UNKNOWN: Value = { labels: EMPTY, atoms: EMPTY, open: true, vid: 0, truth: null, form: null };

const constants = new Map<Constant, Value>();
const MAX_CONSTANTS = 100_000;
/** Characters of a text that name it. */
const NAMING = 200;

export function constAtom(value: Constant): ConstAtom {
  return constant(value).atoms[0] as ConstAtom;
}

export function constant(value: Constant): Value {
  const known = constants.get(value);
  if (known !== undefined) return known;
  const interned = constants.size < MAX_CONSTANTS && !(typeof value === "string" && value.length > NAMING);
  const made = atomValue({ tag: "const", key: `c${typeof value}:${String(value).slice(0, NAMING)}`, value, interned });
  if (interned) constants.set(value, made);
  return made;
}

export const UNDEFINED = constant(undefined);
export const TRUE = constant(true);
export const FALSE = constant(false);
export const BOOLEAN: Value = { labels: EMPTY, atoms: [constAtom(true), constAtom(false)], open: false, vid: 0, truth: null, form: null };

export function atomValue(atom: Atom, open = false): Value {
  return { labels: EMPTY, atoms: [atom], open, vid: 0, truth: null, form: null };
}

let nextVid = 1;
export function freshVid(): number {
  return nextVid++;
}

/** A datum with these labels and nothing else known. */
export function tainted(labels: readonly Label[], atoms: readonly Atom[] = EMPTY, form: Form | null = null): Value {
  if (labels.length === 0 && atoms.length === 0 && form === null) return UNKNOWN;
  return { labels, atoms, open: true, vid: labels.length > 0 ? freshVid() : 0, truth: null, form };
}

const MAX_ATOMS = 24;
const MAX_MODULES = 400;
const MAX_LABELS = 12;

/** Union of labels by origin: a proof holds only if it holds for both. */
export function joinLabels(a: readonly Label[], b: readonly Label[]): readonly Label[] {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  let out: Label[] | null = null;
  for (const label of b) {
    const at = (out ?? a).findIndex((other) => other.origin === label.origin);
    if (at < 0) {
      if ((out ?? a).length < MAX_LABELS) {
        out ??= a.slice();
        out.push(label);
      }
      continue;
    }
    const other = (out ?? a)[at] as Label;
    if (other === label || (other.proofs & label.proofs) === other.proofs) continue;
    out ??= a.slice();
    // The trail of the less proven one is the one worth showing.
    out[at] = { ...label, proofs: other.proofs & label.proofs };
  }
  return out ?? a;
}

export function joinAtoms(a: readonly Atom[], b: readonly Atom[]): { atoms: readonly Atom[]; overflow: boolean } {
  if (a.length === 0 || a === b) return { atoms: b, overflow: false };
  if (b.length === 0) return { atoms: a, overflow: false };
  let out: Atom[] | null = null;
  for (let index = 0; index < b.length; index++) {
    const atom = b[index] as Atom;
    if (a[index] === atom || holds(out ?? a, atom)) continue;
    out ??= a.slice();
    out.push(atom);
  }
  if (out === null) return { atoms: a, overflow: false };
  if (out.length <= MAX_ATOMS) return { atoms: out, overflow: false };
  // Modules of a folder that is loaded as a whole stay apart: each may declare a tool.
  const kept = out
    .filter((atom) => atom.tag !== "const")
    .slice(0, out.every((atom) => atom.tag === "module") ? MAX_MODULES : MAX_ATOMS * 2);
  return { atoms: kept, overflow: true };
}

function holds(atoms: readonly Atom[], atom: Atom): boolean {
  if (atoms.includes(atom)) return true;
  if (atom.tag === "object" && atom.seenFromParent === undefined) return false;
  const interned = atom.tag === "const" && atom.interned === true;
  for (const other of atoms) {
    if (interned && (other.tag !== "const" || other.interned === true)) continue;
    if (other.key === atom.key) return true;
  }
  return false;
}

/** Least upper bound, for values whose facts are already in their labels. */
export function join(a: Value, b: Value): Value {
  if (a === b || b === NOTHING) return a;
  if (a === NOTHING) return b;
  const labels = joinLabels(a.labels, b.labels);
  const { atoms, overflow } = joinAtoms(a.atoms, b.atoms);
  const open = a.open || b.open || overflow;
  if (labels === a.labels && atoms === a.atoms && open === a.open && (a.vid === b.vid || b.labels.length === 0)) return a;
  const vid =
    labels.length === 0 ? 0 : a.vid === b.vid ? a.vid : a.labels.length === 0 ? b.vid : b.labels.length === 0 ? a.vid : freshVid();
  return {
    labels,
    atoms,
    open,
    vid,
    truth: null,
    form:
      labels.length > 0 && a.labels.length > 0 && b.labels.length > 0 && a.vid !== b.vid
        ? choice(a, b)
        : a.form === b.form
          ? a.form
          : (a.form ?? b.form),
  };
}

/** The value is one of several data: what a check proves of it holds for the one that was taken. */
function choice(a: Value, b: Value): Form {
  const inputs = [...(a.form?.op === "choice" ? a.form.inputs : [a]), ...(b.form?.op === "choice" ? b.form.inputs : [b])];
  return { op: "choice", inputs: inputs.length > 6 ? inputs.slice(0, 6) : inputs };
}

/** Kinds of data that somebody outside may choose; the operator's own settings are labelled, but trusted by guards. */
const SETTINGS: ReadonlySet<string> = new Set(["environment", "all-environment", "secret", "error-detail"]);

export function isSettingKind(kind: string): boolean {
  return SETTINGS.has(kind);
}

/** Whether a value carries data that somebody outside may choose. */
export function isUntrusted({ labels }: Pick<Value, "labels">): boolean {
  for (const label of labels) if (!SETTINGS.has(label.origin.kind)) return true;
  return false;
}

/** The constants a value is limited to, or null if it may be anything else. */
export function constantsOf(value: Value): Constant[] | null {
  if (value.open || value.labels.length > 0 || value.atoms.length === 0) return null;
  const out: Constant[] = [];
  for (const atom of value.atoms) {
    if (atom.tag !== "const") return null;
    out.push(atom.value);
  }
  return out;
}

/** The one string a value must be, or null. */
export function stringOf(value: Value): string | null {
  const atom = value.atoms.length === 1 && !value.open ? value.atoms[0] : undefined;
  return atom?.tag === "const" && typeof atom.value === "string" ? atom.value : null;
}

/** true, false, or null when both are possible. */
export function truthiness(value: Value): boolean | null {
  if (value.open || value.labels.length > 0 || value.atoms.length === 0) return null;
  let seen: boolean | null = null;
  for (const atom of value.atoms) {
    const now = atom.tag === "const" ? Boolean(atom.value) : atom.tag === "object" && atom.shape !== "instance" ? null : true;
    if (now === null) return atom.tag === "object" && atom.truthy ? (seen === false ? null : true) : null;
    if (seen !== null && seen !== now) return null;
    seen = now;
  }
  return seen;
}

export function withLabels(value: Value, labels: readonly Label[]): Value {
  return { ...value, labels, vid: labels.length === 0 ? 0 : value.vid === 0 ? freshVid() : value.vid };
}

export function step(
  action: Trail["action"],
  name: string,
  unit: number,
  node: number,
  before: Trail | null,
  inside: Trail | null = null,
): Trail {
  return { action, name, unit, node, before, inside, length: (before?.length ?? 0) + (inside?.length ?? 0) + 1 };
}

/** The same data, seen one step further on. Trails stop growing at 60 steps; the trace says it was cut. */
export function stepped(value: Value, action: Trail["action"], name: string, unit: number, node: number): Value {
  if (value.labels.length === 0) return value;
  const labels = value.labels.map((label) =>
    (label.trail?.length ?? 0) > 60 || (label.trail !== null && label.trail.unit === unit && label.trail.node === node)
      ? label
      : { ...label, trail: step(action, name, unit, node, label.trail) },
  );
  return { ...value, labels };
}
