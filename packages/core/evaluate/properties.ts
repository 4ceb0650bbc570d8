import { type ApiNode, canonical, rowsAt } from "./api.ts";
import { classMember, classSetter, staticMember } from "./classes.ts";
import type { Frame } from "./engine.ts";
import { settled } from "./facts.ts";
import { memberGuardTruth } from "./guards.ts";
import { elementsOf, type HeapObject, setField } from "./heap.ts";
import { invokeClosure } from "./invoke.ts";
import { moduleExport, moduleNamespaceKeys } from "./modules.ts";
import { membersNamed } from "./named-members.ts";
import { fieldOrigin } from "./origin.ts";
import { formProofs } from "./paths.ts";
import { mask, PROOF } from "./proofs.ts";
import { functionMember, functionObject, inherited, setPrototype } from "./prototypes.ts";
import { recordSink } from "./record.ts";
import { schemaProofs } from "./schema-proofs.ts";
import { isSecretName } from "./secret-names.ts";
import { noteShared } from "./shared.ts";
import {
  type ApiAtom,
  atomValue,
  type Closure,
  constant,
  type Form,
  join,
  type Label,
  NOTHING,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./value.ts";

/** Proofs of a whole that also hold for its parts. */
const FOR_PARTS =
  PROOF["constant-set"] |
  PROOF.numeric |
  PROOF.identifier |
  PROOF["no-shell-meta"] |
  PROOF["no-separator"] |
  PROOF.redacted |
  PROOF.bounded;

/** Reads `object.name`. */
export function getProperty(f: Frame, object: Value, name: string, node: number): Value {
  let result = NOTHING;
  let parts = "";
  for (const atom of object.atoms) {
    const field = propertyOf(f, object, atom, name, node);
    parts += ` ${field.vid}`;
    result = join(result, field);
  }
  if (object.atoms.length > 1 && result.labels.length > 0) result = readAgain(f, object, `${name}${parts}`, result);
  if (object.labels.length > 0) result = joinField(result, described(f, object, name, opaqueField(f, object, name)));
  if (object.open && object.labels.length === 0) result = join(result, UNKNOWN);
  if (result === NOTHING) return UNDEFINED;
  const truth = object.labels.length === 0 ? null : memberGuardTruth(f, object, name);
  return truth === null ? result : { ...result, truth };
}

/**
 * One of several objects is meant, always the same: reading its field again gives the same datum, and what a check proved
 * of it still holds, as long as no write has changed what the objects hold there.
 */
function readAgain(f: Frame, object: Value, field: string, value: Value): Value {
  let reads = f.engine.fieldsOfChoices.get(object);
  if (reads === undefined) {
    reads = new Map();
    f.engine.fieldsOfChoices.set(object, reads);
  }
  const vid = reads.get(field);
  if (vid !== undefined) return { ...value, vid };
  reads.set(field, value.vid);
  return value;
}

/** What models say of a member of a library value: that it is the host of a URL, the last part of a path. */
function described(f: Frame, object: Value, name: string, field: Value): Value {
  let result = field;
  for (const atom of object.atoms) {
    const member = atom.tag === "api" ? f.engine.api.peek(atom.api, `.${name}`) : undefined;
    const rows = member === undefined ? null : rowsAt(member);
    if (rows === null) continue;
    const [form] = rows.forms;
    if (form?.form === "identity") return { ...settled(object, f.state.facts), atoms: [], open: true, vid: object.vid, truth: null };
    if (form !== undefined) result = formed(f, result, { op: form.form, inputs: [object] });
    let proofs = 0;
    for (const row of rows.sanitizers) if (row.at.end.kind === "value") proofs |= mask(row.proves);
    if (proofs !== 0) result = { ...result, labels: result.labels.map((label) => ({ ...label, proofs: label.proofs | proofs })) };
  }
  return result;
}

/** The folder of a path is still that argument, not a field of it: proofs of the whole are found by its origin. */
function formed(f: Frame, field: Value, form: Form): Value {
  const whole = settled(form.inputs[0] ?? NOTHING, f.state.facts).labels;
  const labels = whole.map((label): Label => ({ ...label, proofs: label.proofs & FOR_PARTS }));
  return { ...field, form, labels: formProofs(f, form, labels, 0) };
}

function propertyOf(f: Frame, whole: Value, atom: Value["atoms"][number], name: string, node: number): Value {
  switch (atom.tag) {
    case "object":
      return objectField(f, atom, name, node);
    case "api":
      return apiMember(f, atom, name, node);
    case "module":
      return moduleExport(f.engine, atom.unit, name);
    case "class":
      return staticMember(f, atom, name, node);
    case "closure":
      return functionMember(f, atom, name, node);
    case "const":
      if (typeof atom.value === "string" && name === "length") return UNKNOWN;
      // Members of a Python enumeration are taken for their values.
      if (name === "value" && f.unit.language === "python") return atomValue(atom);
      return whole.atoms.length > 1 || whole.open ? NOTHING : UNDEFINED;
    default:
      return NOTHING;
  }
}

function objectField(f: Frame, object: HeapObject, name: string, node: number): Value {
  if (f.engine.namespaceWords.has(name)) {
    const known = lookalikeNamespace(f, object);
    if (known !== null) return apiMember(f, { tag: "api", key: `a${known.id}`, api: known, call: null }, name, node);
  }
  const own = object.fields.get(name);
  if (own !== undefined) return object.rest === NOTHING || object.shape === "array" ? own : join(own, object.rest);
  const got = readGetter(f, object, atomValue(object), name, node);
  if (got !== null) return got;
  if (object.cls !== null) {
    const member = classMember(f, object.cls, name);
    if (member !== null) {
      const python = f.engine.unit(member.closure.unit).language === "python";
      if (member.tag === "getter")
        return invokeClosure(f, python ? bindSelf(member.closure, object) : member.closure, atomValue(object), [], null, node);
      return atomValue(python && member.tag === "method" ? bindSelf(member.closure, object) : member.closure);
    }
  }
  if (object.shape === "array" && name === "length") return UNKNOWN;
  const fromProto = inherited(f, object, name, node);
  if (fromProto !== NOTHING) return object.rest === NOTHING || object.shape === "array" ? fromProto : join(fromProto, object.rest);
  if (object.rest !== NOTHING && object.shape !== "array") return object.rest;
  if (object.shape === "instance" && object.cls !== null && object.cls.supers.length > 0) return inheritedApiMember(f, object, name, node);
  return NOTHING;
}

/** What an object's getter of this name gives for a receiver; null without one. */
export function readGetter(f: Frame, object: HeapObject, receiver: Value, name: string, node: number): Value | null {
  const getter = object.getters?.get(name);
  if (getter === undefined) return null;
  let value = NOTHING;
  for (const atom of getter.atoms) if (atom.tag === "closure") value = join(value, invokeClosure(f, atom, receiver, [], null, node));
  return value;
}

/** A copy of a library's namespace inside a bundle. */
function lookalikeNamespace(f: Frame, object: HeapObject): ApiNode | null {
  if (object.shape === "instance" || object.shape === "array") return null;
  for (const lookalike of f.engine.lookalikes) {
    if (lookalike.of === "namespace" && lookalike.members.every((name) => object.fields.has(name) || object.getters?.has(name) === true))
      return lookalike.node;
  }
  return null;
}

/** Members that an instance has from a library class it extends. */
function inheritedApiMember(f: Frame, object: HeapObject, name: string, node: number): Value {
  let value = NOTHING;
  let cls = object.cls;
  for (let depth = 0; cls !== null && depth < 8; depth++) {
    let next = null;
    for (const parent of cls.supers) {
      for (const atom of parent.atoms) {
        if (atom.tag === "api") value = join(value, memberOfInstance(f, atom, name, node));
        else if (atom.tag === "class") next = atom;
      }
    }
    cls = next;
  }
  return value;
}

/** A member of the instances of a library class. */
export function memberOfInstance(f: Frame, cls: ApiAtom, name: string, node: number): Value {
  const base = f.unit.language === "python" ? f.engine.api.result(cls.api) : f.engine.api.instance(cls.api);
  return apiMember(f, { tag: "api", key: `a${base.id}`, api: base, call: null }, name, node);
}

export function bindSelf(closure: Closure, object: HeapObject): Closure {
  const self = object.seenFromParent ?? object;
  return { ...closure, key: `${closure.key}/${self.key}`, self: atomValue(self) };
}

export function apiMember(f: Frame, atom: ApiAtom, name: string, node: number): Value {
  const child = f.engine.api.member(atom.api, name);
  const as = canonical(child);
  const member: Value = atomValue(
    { tag: "api", key: atom.call === null ? `a${as.id}` : `a${as.id}|${atom.call.unit}.${atom.call.node}`, api: as, call: atom.call },
    true,
  );
  const value = withApiSources(f, member, child, node);
  const received = child.rows?.receives ?? [];
  return received.reduce((all, row) => join(all, f.engine.shared.get(row.as) ?? NOTHING), value);
}

/** Adds the data that reading this library value brings in. */
export function withApiSources(f: Frame, value: Value, api: ApiNode, node: number, named: string | null = null): Value {
  const rows = rowsAt(api);
  if (rows === null || rows.sources.length === 0) return value;
  const labels: Label[] = value.labels.slice();
  for (const row of rows.sources) {
    if (row.at.end.kind !== "value" && row.at.end.kind !== "callback") continue;
    const kind = row.kind === "environment" && isSecretName(named ?? api.name) ? "secret" : row.kind;
    const origin = f.engine.sourceOrigin(
      kind,
      row.name ?? (row.kind === "environment" && named !== null ? `${api.name} ${named}` : api.name),
      f.unitIndex,
      node,
    );
    labels.push({ origin, proofs: 0, trail: null, seen: [], partial: false });
  }
  return { ...value, labels, vid: f.engine.nodeVid(f.context, f.unitIndex, node) };
}

/** A field of data that is nothing but data: same origin, one step further down. */
export function opaqueField(f: Frame, object: Value, name: string): Value {
  const vid = fieldVid(f, object.vid, name);
  const assigned = f.state.field(vid);
  if (assigned !== undefined) return assigned;
  const whole = settled(object, f.state.facts);
  const environment = object.atoms.some((atom) => atom.tag === "api");
  const labels = whole.labels
    .filter((label) => (!environment || label.origin.kind !== "all-environment") && !isBeyondSecret(label, name))
    .map((label): Label => {
      const origin =
        label.origin.kind === "all-environment"
          ? f.engine.sourceOrigin(isSecretName(name) ? "secret" : "environment", name, f.unitIndex, 0)
          : fieldOrigin(label.origin, name);
      return {
        origin,
        proofs: (label.proofs & FOR_PARTS) | schemaProofs(origin),
        trail: label.trail,
        seen: label.seen,
        partial: label.partial,
      };
    });
  return { labels, atoms: [], open: true, vid, truth: null, form: { op: "field", inputs: [object] } };
}

/** A credential is a text, or a record of a few texts: what lies deeper in something made with one is not the credential. */
function isBeyondSecret({ origin }: Label, name: string): boolean {
  return origin.kind === "secret" && origin.depth > 0 && !isSecretName(name);
}

export function fieldVid(f: Frame, vid: number, name: string): number {
  let fields = f.engine.fieldVids.get(vid);
  if (fields === undefined) {
    fields = new Map();
    f.engine.fieldVids.set(vid, fields);
  }
  let found = fields.get(name);
  if (found === undefined) {
    found = f.engine.newVid();
    fields.set(name, found);
  }
  return found;
}

/** Keeps the identity of the opaque part, so that guards on a field hold for later reads of it. */
function joinField(known: Value, opaque: Value): Value {
  if (known === NOTHING) return opaque;
  return { ...join(known, opaque), vid: opaque.vid };
}

/** Reads `object[index]`. */
export function indexProperty(f: Frame, object: Value, index: Value, node: number): Value {
  let result = NOTHING;
  let exact = !index.open && index.labels.length === 0 && index.atoms.length > 0;
  for (const atom of index.atoms) {
    if (atom.tag !== "const" || (typeof atom.value !== "string" && typeof atom.value !== "number")) {
      exact = false;
      continue;
    }
    result = join(result, keyed(f, object, atom.value, node));
  }
  if (exact) return result;
  for (const atom of object.atoms) {
    if (atom.tag === "object" && atom.shape === "instance" && f.unit.language !== "python")
      result = join(result, membersNamed(f, { ...object, atoms: [atom] }, index, node));
    if (atom.tag === "object") result = join(result, elementsOf(atom));
    else if (atom.tag === "api") result = join(result, apiElement(f, atom, "[]", index, node));
    else if (atom.tag === "module")
      for (const name of moduleNamespaceKeys(f.engine, atom.unit)) result = join(result, moduleExport(f.engine, atom.unit, name));
  }
  if (object.labels.length > 0) result = joinField(result, { ...opaqueField(f, object, "[]"), form: { op: "part", inputs: [object] } });
  if (object.open && object.labels.length === 0) result = join(result, UNKNOWN);
  return result === NOTHING ? UNKNOWN : { ...result, open: true };
}

function keyed(f: Frame, object: Value, key: string | number, node: number): Value {
  const name = typeof key === "number" && key < 0 ? "[]" : String(key);
  let result = NOTHING;
  for (const atom of object.atoms) {
    if (atom.tag === "object" && (atom.shape === "array" || atom.shape === "set")) {
      const own = name === "[]" ? undefined : atom.fields.get(name);
      result = join(
        result,
        own !== undefined
          ? atom.rest === NOTHING
            ? own
            : join(own, atom.rest)
          : atPosition(f, name === "[]" || atom.length < 0 ? elementsOf(atom) : atom.rest === NOTHING ? UNDEFINED : atom.rest, name),
      );
    } else if (atom.tag === "api" && (f.unit.language === "python" || isListPosition(f, atom, key))) {
      result = join(result, apiElement(f, atom, name, constant(key), node));
    } else result = join(result, getProperty(f, { ...object, atoms: [atom], labels: [], open: false }, name, node));
  }
  if (object.labels.length > 0) {
    const field = opaqueField(f, object, typeof key === "number" ? "[]" : name);
    result = joinField(result, { ...field, vid: fieldVid(f, object.vid, name), form: { op: "part", inputs: [object] } });
  }
  if (object.open && object.labels.length === 0) result = join(result, UNKNOWN);
  return result;
}

/** `list[0]` of a library value whose elements a model describes. */
function isListPosition(f: Frame, atom: ApiAtom, key: string | number): boolean {
  return typeof key === "number" && f.engine.api.peek(atom.api, "[]") !== undefined && f.engine.api.peek(atom.api, `.${key}`) === undefined;
}

/** One of several elements that are known only together: what a check proves of it is not proven of the others. */
function atPosition(f: Frame, any: Value, name: string): Value {
  return any.vid === 0 || any.labels.length === 0 ? any : { ...settled(any, f.state.facts), vid: fieldVid(f, any.vid, `at ${name}`) };
}

/** `value["x"]` of a library object in Python: an element, named when the key is (environment["X"]). */
function apiElement(f: Frame, atom: ApiAtom, name: string, subscript: Value, node: number): Value {
  const element = f.engine.api.element(atom.api);
  const as = canonical(element);
  const whole: ApiAtom = { tag: "api", key: `a${as.id}|${name}`, api: as, call: atom.call, subscript };
  const value = withApiSources(f, atomValue(whole, true), element, node);
  if (value.labels.length === 0 || name === "[]") return value;
  const labels = value.labels.map((label) =>
    label.origin.kind === "environment"
      ? {
          ...label,
          origin: f.engine.sourceOrigin(isSecretName(name) ? "secret" : "environment", `${atom.api.name}[${name}]`, f.unitIndex, node),
        }
      : label,
  );
  return { ...value, labels };
}

/** Writes `object.name = value`. */
export function writeProperty(f: Frame, object: Value, name: string, value: Value, node: number): void {
  if (value.labels.length > 0) f.context.stores = true;
  const data = settled(value, f.state.facts);
  const single = object.atoms.length === 1 && !object.open;
  if (name === "__proto__" && f.unit.language !== "python") setPrototype(f.engine, object, value);
  for (const atom of object.atoms) {
    const setter = atom.tag === "object" && atom.cls !== null ? classSetter(f, atom.cls, name) : null;
    if (setter !== null) invokeClosure(f, setter, atomValue(atom), [value], null, node);
    else if (atom.tag === "object") {
      const strong =
        single &&
        (atom.birth === f.region || (!atom.shared && f.region === f.topRegion) || (f.engine.entry < 0 && f.region === f.topRegion));
      // A value with the same data keeps its name, so that a check before the write still counts.
      const stored = strong ? { ...data, vid: value.vid } : data;
      if (setField(atom, name, stored, strong)) noteShared(f, atom, stored);
    } else if (atom.tag === "class") setField(atom.statics, name, data, false);
    else if (atom.tag === "closure") setField(functionObject(f.engine, atom), name, data, single);
    else if (atom.tag === "api") recordSink(f, atom.api, "write", name, data, node);
  }
  if (object.labels.length > 0 && object.vid !== 0) f.state.setField(fieldVid(f, object.vid, name), value);
}

/** Writes `object[index] = value`. */
export function writeIndex(f: Frame, object: Value, index: Value, value: Value, node: number): void {
  if (value.labels.length > 0) f.context.stores = true;
  const keys = index.labels.length === 0 && !index.open ? index.atoms : [];
  let exact = keys.length > 0;
  for (const atom of keys) {
    if (atom.tag === "const" && (typeof atom.value === "string" || typeof atom.value === "number"))
      writeProperty(f, object, String(atom.value), value, node);
    else exact = false;
  }
  if (exact) return;
  const data = settled(value, f.state.facts);
  for (const atom of object.atoms) {
    if (atom.tag !== "object") continue;
    const before = atom.rest;
    atom.rest = join(atom.rest, data);
    if (atom.rest !== before) noteShared(f, atom, data);
  }
}
