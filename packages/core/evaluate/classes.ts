import { CLASS, MEMBER, MemberKind, Op } from "../language/ir.ts";
import { classDecorators, classNode, members, supers, text } from "../language/read.ts";
import { annotatedValue } from "./annotations.ts";
import { checkFields, fromMapping } from "./data-classes.ts";
import { decorate } from "./decorators.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { newObject, setField } from "./heap.ts";
import { frameFor, invokeClosure, spreadField } from "./invoke.ts";
import { atomValue, type ClassAtom, type Closure, join, NOTHING, UNKNOWN, type Value } from "./value.ts";
import { writeVariable } from "./variables.ts";

/** Value of a class declaration or expression; its statics and decorators are evaluated once per environment. */
export function classValue(f: Frame, cls: number): Value {
  const known = lookalikeClass(f, cls);
  if (known !== null) return known;
  const key = `k${f.unitIndex}.${cls}@${f.act.id}`;
  let atom = f.engine.classes.get(key);
  if (atom === undefined) {
    const parents = [...supers(f.unit, cls)]
      .filter((node) => f.unit.data[node] !== Op.KwArg)
      .map((node) => evaluate(f, ofGeneric(f, node)));
    const statics = newObject("object", f.unitIndex, classNode(f.unit, cls), f.region);
    statics.shared = true;
    atom = { tag: "class", key, unit: f.unitIndex, cls, env: f.act, supers: parents, statics };
    f.engine.classes.set(key, atom);
    f.engine.classList.push(atom);
    // The body of a Python class reads its own names through the class.
    const decl = f.unit.data[classNode(f.unit, cls) + CLASS.decl] as number;
    if (decl >= 0) writeVariable(f, decl, atomValue(atom));
    fillStatics(f, atom);
  }
  return atomValue(atom);
}

/** `Base[T]` as a base class is Base. */
function ofGeneric(f: Frame, node: number): number {
  return f.unit.language === "python" && f.unit.data[node] === Op.Index ? (f.unit.data[node + 3] as number) : node;
}

/** A copy of a library class inside a bundle, known by its members whatever it is called there. */
function lookalikeClass(f: Frame, cls: number): Value | null {
  if (f.engine.lookalikes.length === 0 || f.unit.language === "python") return null;
  const names = new Set<string>();
  for (const member of members(f.unit, cls)) names.add(text(f.unit, f.unit.data[member + MEMBER.name] as number));
  for (const lookalike of f.engine.lookalikes) {
    if (lookalike.of === "class" && names.size >= lookalike.members.length && lookalike.members.every((name) => names.has(name))) {
      return atomValue({ tag: "api", key: `a${lookalike.node.id}`, api: lookalike.node, call: null });
    }
  }
  return null;
}

/** Class decorators see the finished class; they may replace it. */
export function decoratedClass(f: Frame, cls: number): Value {
  const value = classValue(f, cls);
  return decorate(f, value, classDecorators(f.unit, cls));
}

function fillStatics(f: Frame, atom: ClassAtom): void {
  const python = f.unit.language === "python";
  const inner = frameFor(f, atom, atomValue(atom));
  for (const member of members(f.unit, atom.cls)) {
    const d = f.unit.data;
    const name = text(f.unit, d[member + MEMBER.name] as number);
    const kind = d[member + MEMBER.kind];
    const isStatic = d[member + MEMBER.isStatic] === 1;
    if (kind === MemberKind.field && (isStatic || python)) {
      const value = (d[member + MEMBER.value] as number) === 0 ? NOTHING : evaluate(inner, d[member + MEMBER.value] as number);
      if (value !== NOTHING) setField(atom.statics, name, value, true);
    } else if (isStatic && name === "" && (d[member + MEMBER.func] as number) >= 0) {
      invokeClosure(f, methodClosure(atom, d[member + MEMBER.func] as number), atomValue(atom), [], null, member);
    }
  }
  for (const member of members(f.unit, atom.cls)) decorateMember(f, atom, member);
}

/** Decorated methods: registrations happen here; what the decorator returns is what callers get. */
function decorateMember(f: Frame, atom: ClassAtom, member: number): void {
  const d = f.unit.data;
  const fn = d[member + MEMBER.func] as number;
  const list = d.subarray(member + MEMBER.decorators + 1, member + MEMBER.decorators + 1 + (d[member + MEMBER.decorators] as number));
  if (fn < 0 || list.length === 0) return;
  const closure = methodClosure(atom, fn);
  const result = decorate(f, atomValue(closure), list, atom);
  if (result.atoms.length > 0 && result.atoms[0]?.key !== closure.key)
    setField(atom.statics, `@${text(f.unit, d[member + MEMBER.name] as number)}`, result, true);
}

export function methodClosure(atom: ClassAtom, fn: number): Closure {
  return {
    tag: "closure",
    key: `f${atom.unit}.${fn}@${atom.env.id}.${atom.key}`,
    unit: atom.unit,
    fn,
    env: atom.env,
    self: null,
    bound: null,
    home: atom,
  };
}

export type FoundMember = { readonly tag: "method" | "getter" | "static"; readonly closure: Closure };

/** Method or getter of a class or the classes it extends. */
export function classMember(f: Frame, cls: ClassAtom, name: string, depth = 0): FoundMember | null {
  const unit = f.engine.unit(cls.unit);
  const d = unit.data;
  for (const member of members(unit, cls.cls)) {
    const fn = d[member + MEMBER.func] as number;
    if (fn < 0 || text(unit, d[member + MEMBER.name] as number) !== name || name === "") continue;
    const kind = d[member + MEMBER.kind];
    if (kind === MemberKind.setter) continue;
    const replaced = cls.statics.fields.get(`@${name}`)?.atoms.find((atom): atom is Closure => atom.tag === "closure");
    const isStatic = d[member + MEMBER.isStatic] === 1 && unit.language === "python";
    return { tag: isStatic ? "static" : kind === MemberKind.getter ? "getter" : "method", closure: replaced ?? methodClosure(cls, fn) };
  }
  const own = cls.statics.fields.get(name)?.atoms.find((atom): atom is Closure => atom.tag === "closure");
  if (own !== undefined && unit.language === "python") return { tag: "method", closure: own };
  if (depth > 8) return null;
  for (const parent of cls.supers) {
    for (const atom of parent.atoms) {
      if (atom.tag !== "class") continue;
      const found = classMember(f, atom, name, depth + 1);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Names of the functions of a class and of the classes it extends, the constructor apart. */
export function classMemberNames(f: Frame, cls: ClassAtom, depth = 0): readonly string[] {
  const unit = f.engine.unit(cls.unit);
  const own = [...members(unit, cls.cls)]
    .filter((member) => (unit.data[member + MEMBER.func] as number) >= 0)
    .map((member) => text(unit, unit.data[member + MEMBER.name] as number))
    .filter((name) => name !== "" && name !== "constructor");
  if (depth > 8) return own;
  const parents = cls.supers.flatMap((parent) => parent.atoms.flatMap((atom) => (atom.tag === "class" ? [atom] : [])));
  return [...new Set([...own, ...parents.flatMap((parent) => classMemberNames(f, parent, depth + 1))])];
}

/** Setter of a class or the classes it extends. */
export function classSetter(f: Frame, cls: ClassAtom, name: string, depth = 0): Closure | null {
  const unit = f.engine.unit(cls.unit);
  const d = unit.data;
  for (const member of members(unit, cls.cls)) {
    const fn = d[member + MEMBER.func] as number;
    if (d[member + MEMBER.kind] === MemberKind.setter && fn >= 0 && text(unit, d[member + MEMBER.name] as number) === name)
      return methodClosure(cls, fn);
  }
  if (depth > 8) return null;
  for (const parent of cls.supers)
    for (const atom of parent.atoms) {
      const found = atom.tag === "class" ? classSetter(f, atom, name, depth + 1) : null;
      if (found !== null) return found;
    }
  return null;
}

export function staticMember(f: Frame, cls: ClassAtom, name: string, node: number, depth = 0): Value {
  const own = cls.statics.fields.get(name);
  if (own !== undefined) return own;
  const unit = f.engine.unit(cls.unit);
  if (name === "name" || name === "__name__") return UNKNOWN;
  const found = ownMethod(f, cls, name);
  if (found !== null)
    return atomValue(unit.language === "python" ? { ...found, self: isClassMethod(f, cls, name) ? atomValue(cls) : null } : found);
  if (depth < 8) {
    for (const parent of cls.supers) {
      for (const atom of parent.atoms) {
        if (atom.tag === "class") {
          const value = staticMember(f, atom, name, node, depth + 1);
          if (value !== NOTHING) return value;
        }
      }
    }
  }
  return depth === 0 ? (fromMapping(f, cls, name) ?? NOTHING) : NOTHING;
}

function ownMethod(f: Frame, cls: ClassAtom, name: string): Closure | null {
  const unit = f.engine.unit(cls.unit);
  for (const member of members(unit, cls.cls)) {
    if ((unit.data[member + MEMBER.func] as number) >= 0 && name !== "" && text(unit, unit.data[member + MEMBER.name] as number) === name)
      return methodClosure(cls, unit.data[member + MEMBER.func] as number);
  }
  return null;
}

function isClassMethod(f: Frame, cls: ClassAtom, name: string): boolean {
  const unit = f.engine.unit(cls.unit);
  for (const member of members(unit, cls.cls)) {
    if (text(unit, unit.data[member + MEMBER.name] as number) !== name) continue;
    const d = unit.data;
    for (let i = 0; i < (d[member + MEMBER.decorators] as number); i++) {
      const decorator = d[member + MEMBER.decorators + 1 + i] as number;
      if (d[decorator] === 8 && text(unit, d[decorator + 3] as number) === "classmethod") return true;
    }
  }
  return false;
}

/** `new C(args)` or, in Python, `C(args)`. */
export function instantiate(
  f: Frame,
  cls: ClassAtom,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  node: number,
): Value {
  const object = f.engine.allocate(f.context, `i${f.unitIndex}.${node}@${cls.key}`, () =>
    newObject("instance", f.unitIndex, node, f.region, cls),
  );
  const self = atomValue(object);
  construct(f, cls, self, args, keywords, node, 0);
  return self;
}

/** An instance that came from elsewhere (declared types, `this` of unreached methods). */
export function instanceOf(f: Frame, cls: ClassAtom): Value {
  const known = f.engine.instances.get(cls.key);
  if (known !== undefined) return known;
  const object = newObject("instance", cls.unit, classNode(f.engine.unit(cls.unit), cls.cls), f.region, cls);
  object.shared = true;
  const self = atomValue(object);
  f.engine.instances.set(cls.key, self);
  construct(f, cls, self, [], null, object.node, 0);
  return self;
}

/** Runs field initialisers and the constructor; without one, the parent's. */
export function construct(
  f: Frame,
  cls: ClassAtom,
  self: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  node: number,
  depth: number,
): void {
  if (depth > 8) return;
  const unit = f.engine.unit(cls.unit);
  const d = unit.data;
  const python = unit.language === "python";
  let initialiser = -1;
  for (const member of members(unit, cls.cls)) {
    const name = text(unit, d[member + MEMBER.name] as number);
    if (d[member + MEMBER.kind] === MemberKind.ctor || (python && name === "__init__")) initialiser = d[member + MEMBER.func] as number;
  }
  if (initialiser < 0 || !python) initialiseParentFirst(f, cls, self, initialiser < 0 ? args : [], keywords, node, depth, initialiser < 0);
  initialiseFields(f, cls, self);
  if (initialiser >= 0)
    invokeClosure(f, python ? { ...methodClosure(cls, initialiser), self } : methodClosure(cls, initialiser), self, args, keywords, node);
  else if (python) fieldsFromArguments(f, cls, self, args, keywords);
}

function initialiseParentFirst(
  f: Frame,
  cls: ClassAtom,
  self: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  node: number,
  depth: number,
  own: boolean,
): void {
  if (!own) return;
  for (const parent of cls.supers)
    for (const atom of parent.atoms) if (atom.tag === "class") construct(f, atom, self, args, keywords, node, depth + 1);
}

function initialiseFields(f: Frame, cls: ClassAtom, self: Value): void {
  const object = self.atoms[0];
  if (object?.tag !== "object") return;
  const inner = frameFor(f, cls, self);
  const unit = f.engine.unit(cls.unit);
  for (const member of members(unit, cls.cls)) {
    const d = unit.data;
    if (d[member + MEMBER.kind] !== MemberKind.field || d[member + MEMBER.isStatic] === 1) continue;
    const name = text(unit, d[member + MEMBER.name] as number);
    const annotation = d[member + MEMBER.annotation] as number;
    if (unit.language === "python") {
      const shared = cls.statics.fields.get(name);
      if (shared !== undefined) setField(object, name, shared, false);
      continue;
    }
    if ((d[member + MEMBER.value] as number) !== 0)
      setField(object, name, evaluate(inner, d[member + MEMBER.value] as number), object.fields.get(name) === undefined);
    else if (annotation !== 0 && !object.fields.has(name)) {
      const typed = annotatedValue(inner, UNKNOWN, annotation);
      if (typed !== UNKNOWN) setField(object, name, typed, true);
    }
  }
}

/** Dataclasses, pydantic models and the like: keyword arguments become fields. */
function fieldsFromArguments(
  f: Frame,
  cls: ClassAtom,
  self: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
): void {
  const object = self.atoms[0];
  if (object?.tag !== "object") return;
  for (const [name, value] of keywords ?? []) if (name !== "**") setField(object, name, value, true);
  const unit = f.engine.unit(cls.unit);
  const names: string[] = [];
  for (const member of members(unit, cls.cls))
    if (unit.data[member + MEMBER.kind] === MemberKind.field) names.push(text(unit, unit.data[member + MEMBER.name] as number));
  for (const name of names.slice(args.length)) {
    const spread = keywords?.has(name) === true ? undefined : spreadField(f, keywords?.get("**"), name);
    if (spread !== undefined) setField(object, name, spread, false);
  }
  args.forEach((value, index) => {
    const name = names[index];
    if (name !== undefined) setField(object, name, value, true);
    else object.rest = join(object.rest, value);
  });
  checkFields(f, cls, object);
}
