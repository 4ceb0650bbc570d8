import type { UnitBuilder } from "../builder.ts";
import { DeclFlag } from "../ir.ts";

/** What a name means at the point of the walk; one entry per distinct name of the file. */
export interface NameEntry {
  readonly string: number;
  /** Current declaration, or -1 where no enclosing scope declares the name. */
  decl: number;
  /** Serial number of the scope that holds `decl`. */
  scope: number;
}

/**
 * Scopes of a file as one table of names with an undo list: entering a scope remembers the length of
 * the list, leaving it restores what the names meant before. A use costs one map look-up at any depth.
 */
export class Names {
  readonly #builder: UnitBuilder;
  readonly #entries = new Map<string, NameEntry>();
  readonly #undoEntries: NameEntry[] = [];
  readonly #undoDecls: number[] = [];
  readonly #undoScopes: number[] = [];
  readonly #outerScopes: number[] = [];
  /** Per declaration: 0 never assigned, 1 assigned once and at its declaration, 2 anything else. */
  readonly #writes: number[] = [];
  #scope = 0;
  #serial = 0;

  constructor(builder: UnitBuilder) {
    this.#builder = builder;
  }

  /** Opens a scope and returns the mark that `leave` needs. */
  enter(): number {
    this.#outerScopes.push(this.#scope);
    this.#scope = ++this.#serial;
    return this.#undoEntries.length;
  }

  leave(mark: number): void {
    this.#scope = this.#outerScopes.pop() as number;
    // Popping one by one: shortening an array by its length is a slow call of the run time.
    while (this.#undoEntries.length > mark) {
      const entry = this.#undoEntries.pop() as NameEntry;
      entry.decl = this.#undoDecls.pop() as number;
      entry.scope = this.#undoScopes.pop() as number;
    }
  }

  entry(name: string): NameEntry {
    let entry = this.#entries.get(name);
    if (entry === undefined) {
      entry = { string: this.#builder.string(name), decl: -1, scope: 0 };
      this.#entries.set(name, entry);
    }
    return entry;
  }

  /** Declares a name in the current scope; a name that the scope already has keeps its declaration. */
  declare(name: string, owner: number, flags: number): number {
    const entry = this.entry(name);
    if (entry.decl >= 0 && entry.scope === this.#scope) {
      this.#builder.addDeclFlags(entry.decl, flags);
      return entry.decl;
    }
    return this.#bind(entry, this.#create(name, owner, flags));
  }

  /** Lets a name of the current scope stand for an existing declaration of an outer one. */
  alias(name: string, decl: number): void {
    const entry = this.entry(name);
    if (entry.decl !== decl || entry.scope !== this.#scope) this.#bind(entry, decl);
  }

  /** A declaration without a name, for a value that must be held once. */
  synthetic(owner: number, name = ""): number {
    return this.#create(name, owner, 0);
  }

  /** True while the walk stands in the outermost scope of the file. */
  get atModule(): boolean {
    return this.#outerScopes.length === 1;
  }

  /** Records the assignment that belongs to the declaration itself. */
  writeAtDeclaration(decl: number): void {
    this.#writes[decl] = this.#writes[decl] === 0 ? 1 : 2;
  }

  write(decl: number): void {
    this.#writes[decl] = 2;
  }

  written(decl: number): boolean {
    return this.#writes[decl] !== 0;
  }

  /** Sets DeclFlag.constant on every declaration whose one assignment was its own. */
  settle(): void {
    for (let decl = 0; decl < this.#writes.length; decl++) {
      if (this.#writes[decl] === 1) this.#builder.addDeclFlags(decl, DeclFlag.constant);
    }
  }

  #create(name: string, owner: number, flags: number): number {
    this.#writes.push(0);
    return this.#builder.decl(name, owner, this.atModule ? flags | DeclFlag.module : flags);
  }

  #bind(entry: NameEntry, decl: number): number {
    this.#undoEntries.push(entry);
    this.#undoDecls.push(entry.decl);
    this.#undoScopes.push(entry.scope);
    entry.decl = decl;
    entry.scope = this.#scope;
    return decl;
  }
}
