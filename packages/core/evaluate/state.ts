import { both, eitherUnlessAbsent, type Facts, NO_FACTS, settled } from "./facts.ts";
import { join, type Value } from "./value.ts";

/** What is known at one point of one function: its variables and the facts about its data. Forks share their tables until one writes. */
export class State {
  #vars: Map<number, Value>;
  /** Fields of opaque data that were assigned: key is the field's vid. */
  #fields: Map<number, Value>;
  #ownsVars: boolean;
  #ownsFields: boolean;
  facts: Facts;
  /** No execution reaches this point. */
  dead = false;

  constructor(facts: Facts = NO_FACTS) {
    this.#vars = NO_VALUES;
    this.#fields = NO_VALUES;
    this.#ownsVars = false;
    this.#ownsFields = false;
    this.facts = facts;
  }

  variable(decl: number): Value | undefined {
    return this.#vars.get(decl);
  }

  setVariable(decl: number, value: Value): void {
    if (!this.#ownsVars) {
      this.#vars = new Map(this.#vars);
      this.#ownsVars = true;
    }
    this.#vars.set(decl, value);
  }

  field(vid: number): Value | undefined {
    return this.#fields.get(vid);
  }

  setField(vid: number, value: Value): void {
    if (!this.#ownsFields) {
      this.#fields = new Map(this.#fields);
      this.#ownsFields = true;
    }
    this.#fields.set(vid, value);
  }

  fork(): State {
    const copy = this.withFacts(this.facts);
    copy.dead = this.dead;
    return copy;
  }

  /** The same variables under other facts. */
  withFacts(facts: Facts): State {
    const copy = new State(facts);
    copy.#vars = this.#vars;
    copy.#fields = this.#fields;
    this.#ownsVars = false;
    this.#ownsFields = false;
    return copy;
  }

  learn(facts: Facts): void {
    if (facts.size === 0) return;
    this.facts = both(this.facts, facts);
  }

  /** The state after two paths meet. */
  static meet(a: State, b: State): State {
    if (a.dead) return b;
    if (b.dead) return a;
    const met = a.withFacts(eitherUnlessAbsent(a.facts, b.facts));
    if (a.#vars !== b.#vars) {
      met.#vars = joinMaps(a.#vars, b.#vars, a.facts, b.facts, false);
      met.#ownsVars = true;
    }
    if (a.#fields !== b.#fields) {
      met.#fields = joinMaps(a.#fields, b.#fields, a.facts, b.facts, true);
      met.#ownsFields = true;
    }
    return met;
  }
}

const NO_VALUES: Map<number, Value> = new Map();

/** The state after two paths meet. */
export function meet(a: State, b: State): State {
  return State.meet(a, b);
}

/** A variable that only one side has may be read on both; an assigned field counts only where both have it. */
function joinMaps(a: Map<number, Value>, b: Map<number, Value>, factsA: Facts, factsB: Facts, onlyCommon: boolean): Map<number, Value> {
  const out = new Map<number, Value>();
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined) {
      if (!onlyCommon) out.set(key, value);
    } else out.set(key, joinAt(value, other, factsA, factsB));
  }
  if (!onlyCommon) for (const [key, value] of b) if (!a.has(key)) out.set(key, value);
  return out;
}

/** Join of two values that were known under different facts. */
export function joinAt(a: Value, b: Value, factsA: Facts, factsB: Facts): Value {
  if (a === b) return a;
  if (a.vid === b.vid && a.labels === b.labels) return join(a, b);
  return join(settled(a, factsA), settled(b, factsB));
}
