import { both, eitherUnlessAbsent, type Facts, NO_FACTS, settled } from "./facts.ts";
import { join, type Value } from "./value.ts";

/** What is known at one point of one function: its variables and the facts about its data. */
export class State {
  readonly vars: Map<number, Value>;
  /** Fields of opaque data that were assigned: key is the field's vid. */
  readonly fields: Map<number, Value>;
  facts: Facts;
  /** No execution reaches this point. */
  dead = false;

  constructor(vars: Map<number, Value> = new Map(), fields: Map<number, Value> = new Map(), facts: Facts = NO_FACTS) {
    this.vars = vars;
    this.fields = fields;
    this.facts = facts;
  }

  fork(): State {
    const copy = new State(new Map(this.vars), this.fields.size === 0 ? new Map() : new Map(this.fields), this.facts);
    copy.dead = this.dead;
    return copy;
  }

  learn(facts: Facts): void {
    if (facts.size === 0) return;
    this.facts = both(this.facts, facts);
  }
}

/** The state after two paths meet. */
export function meet(a: State, b: State): State {
  if (a.dead) return b;
  if (b.dead) return a;
  const vars = joinMaps(a.vars, b.vars, a.facts, b.facts);
  const fields = a.fields.size === 0 && b.fields.size === 0 ? a.fields : joinMaps(a.fields, b.fields, a.facts, b.facts, true);
  return new State(vars, fields, eitherUnlessAbsent(a.facts, b.facts));
}

function joinMaps(a: Map<number, Value>, b: Map<number, Value>, factsA: Facts, factsB: Facts, onlyCommon = false): Map<number, Value> {
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
