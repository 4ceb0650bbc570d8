import type { UnitBuilder } from "../builder.ts";
import { DeclFlag } from "../ir.ts";

/**
 * Python's scopes. A function or module knows all its names before its first statement is lowered;
 * a class body binds in order and its names are seen by nothing nested in it; a comprehension and a
 * list of type parameters are scopes without a function of their own.
 */
export type ScopeKind = "module" | "function" | "class" | "comprehension" | "types";

/** Entry of a class scope that is a member of the class and not a variable of the unit. */
export const MEMBER_NAME = -1;

export interface Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  /** Decl by name, or MEMBER_NAME. */
  readonly names: Map<string, number>;
  /** Names that `global` or `nonlocal` made belong to an outer scope. */
  readonly outer: Set<string>;
  /** Emits an expression that names the class; only class scopes have it. */
  readonly classRef: ((start: number, end: number) => number) | null;
}

export function newScope(kind: ScopeKind, parent: Scope | null, classRef: Scope["classRef"] = null): Scope {
  return { kind, parent, names: new Map(), outer: new Set(), classRef };
}

/** What a name means where it is used. */
export type Meaning =
  | { readonly tag: "decl"; readonly decl: number }
  | { readonly tag: "member"; readonly scope: Scope }
  | { readonly tag: "global" };

const GLOBAL: Meaning = { tag: "global" };

/**
 * Resolves a name from the inside out. Source: Python reference, 4.2.2 "Resolution of names".
 *
 * @param seesClass whether the use stands directly in `from`, and so sees the names of a class body
 */
export function resolve(from: Scope, name: string, seesClass = true): Meaning {
  let classVisible = seesClass;
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    if (scope.kind !== "class" || classVisible) {
      const decl = scope.names.get(name);
      if (decl === MEMBER_NAME) return { tag: "member", scope };
      if (decl !== undefined) return { tag: "decl", decl };
    }
    if (scope.kind === "function" || scope.kind === "comprehension") classVisible = false;
  }
  return GLOBAL;
}

/** The declarations of a unit: how often each is bound decides whether it is constant. */
export class Declarations {
  readonly #builder: UnitBuilder;
  /** Bindings seen per decl. */
  readonly #bindings: number[] = [];
  /** Offset of the first binding per decl. */
  readonly #starts: number[] = [];

  constructor(builder: UnitBuilder) {
    this.#builder = builder;
  }

  declare(name: string, owner: number, flags: number, start: number): number {
    const decl = this.#builder.decl(name, owner, flags);
    this.#bindings[decl] = 0;
    this.#starts[decl] = start;
    return decl;
  }

  /** Notes bindings of a decl; two or more mean that it is not constant. */
  bind(decl: number, times: number): void {
    this.#bindings[decl] = (this.#bindings[decl] as number) + times;
  }

  startOf(decl: number): number {
    return this.#starts[decl] as number;
  }

  /** Sets DeclFlag.constant; call it once, when all of the unit has been read. */
  seal(): void {
    this.#bindings.forEach((count, decl) => {
      if (count === 1) this.#builder.addDeclFlags(decl, DeclFlag.constant);
    });
  }
}
