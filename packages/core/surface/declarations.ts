import { parseAccessPath } from "../define/access-path.ts";
import type { Declaration, Dialect } from "../define/dialect.ts";
import type { ApiNode } from "../evaluate/api.ts";
import type { Engine, Registration } from "../evaluate/engine.ts";
import type { ClassAtom } from "../evaluate/value.ts";
import { atomValue, type Value } from "../evaluate/value.ts";

/** Where the program declares something to clients: a library call and what the dialect says of it. */
export interface Declared {
  readonly registration: Registration;
  readonly declaration: Declaration;
  readonly dialect: Dialect;
}

/** Knows which library calls declare something; asked after the modules have been evaluated. */
export class Declarations {
  #byNode = new Map<ApiNode, { declaration: Declaration; dialect: Dialect }[]>();
  #bases: { node: ApiNode; declaration: Declaration; dialect: Dialect }[] = [];

  constructor(engine: Engine, dialects: readonly Dialect[]) {
    for (const dialect of dialects) {
      for (const declaration of dialect.declares) {
        for (const path of declaration.at) this.#add(engine, dialect, declaration, path);
      }
      for (const lookalike of dialect.lookalikes ?? [])
        if (lookalike.of === "namespace") for (const name of lookalike.members) engine.namespaceWords.add(name);
      for (const lookalike of dialect.lookalikes ?? [])
        engine.lookalikes.push({ ...lookalike, node: this.#node(engine, dialect, dialect.packages[0] as string, lookalike.is) });
    }
  }

  /** Everything declared so far, in the order of evaluation. */
  found(engine: Engine): Declared[] {
    const out: Declared[] = [];
    for (const registration of engine.registrations)
      for (const item of this.#byNode.get(registration.api) ?? []) out.push({ registration, ...item });
    for (const cls of engine.classList) {
      for (const base of this.#bases) {
        if (!extendsApi(cls, base.node, 0)) continue;
        const call = { receiver: null, args: [], keywords: null, unit: cls.unit, node: engine.unit(cls.unit).classes[cls.cls] as number };
        out.push({
          registration: {
            api: base.node,
            call,
            context: (engine.modules[cls.unit] as { context: Registration["context"] }).context,
            receiver: null,
            decorated: atomValue(cls),
            home: cls,
          },
          declaration: base.declaration,
          dialect: base.dialect,
        });
      }
    }
    return out;
  }

  #add(engine: Engine, dialect: Dialect, declaration: Declaration, path: string): void {
    if (path.startsWith(".")) {
      const node = engine.api.member(engine.api.library(dialect.language, `any:${dialect.language}`), path.slice(1));
      engine.loose.set(`${dialect.language}${path}`, node);
      this.#put(node, declaration, dialect);
      return;
    }
    for (const name of dialect.packages) {
      if (path.startsWith("extends ")) {
        this.#bases.push({ node: this.#node(engine, dialect, name, path.slice(8)), declaration, dialect });
        continue;
      }
      const named = this.#node(engine, dialect, name, path);
      // A server or transport is declared by the call itself; a tool by what its decorator is put on.
      const byCall = declaration.declares === "server" || declaration.declares === "transport" || declaration.declares === "auth";
      const node = byCall && path.endsWith("()") && named.parent !== null ? named.parent : named;
      engine.watched.add(node);
      this.#put(node, declaration, dialect);
    }
  }

  #put(node: ApiNode, declaration: Declaration, dialect: Dialect): void {
    const list = this.#byNode.get(node);
    if (list === undefined) this.#byNode.set(node, [{ declaration, dialect }]);
    else list.push({ declaration, dialect });
  }

  #node(engine: Engine, dialect: Dialect, library: string, path: string): ApiNode {
    let node = engine.api.library(dialect.language, library);
    const parsed = parseAccessPath(path);
    if (!parsed.ok) return node;
    for (const step of parsed.value.steps) {
      if (step.kind === "member") node = engine.api.member(node, step.name);
      else if (step.kind === "call") node = engine.api.result(node);
      else if (step.kind === "new") node = engine.api.instance(node);
    }
    return node;
  }
}

function extendsApi(cls: ClassAtom, node: ApiNode, depth: number): boolean {
  if (depth > 6) return false;
  for (const parent of cls.supers) {
    for (const atom of parent.atoms) {
      if (atom.tag === "api" && (atom.api === node || atom.api.name === node.name)) return true;
      if (atom.tag === "class" && extendsApi(atom, node, depth + 1)) return true;
    }
  }
  return false;
}

/** One place in a loop declares each of the functions that it is put on; a tool takes its name from its function. */
export function oneByOne(declared: Declared): Declared[] {
  const { registration } = declared;
  const { call, decorated } = registration;
  const several = (value: Value | null | undefined): boolean =>
    value != null && value.atoms.length > 1 && value.atoms.every((atom) => atom.tag === "closure");
  const each = (value: Value | null | undefined): Value[] => (value?.atoms ?? []).map((atom) => ({ ...(value as Value), atoms: [atom] }));
  if (several(decorated)) return each(decorated).map((one) => ({ ...declared, registration: { ...registration, decorated: one } }));
  const [first, ...rest] = call.args;
  if (!several(first) || call.keywords?.has("name") === true) return [declared];
  return each(first).map((one) => ({ ...declared, registration: { ...registration, call: { ...call, args: [one, ...rest] } } }));
}
