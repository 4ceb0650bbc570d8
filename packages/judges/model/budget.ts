import { ANSWER_TOKENS, type Price, type Usage } from "./model-config.ts";
import type { Prompt } from "./prompt.ts";

/** What all models of one scan may use together. */
export interface Limits {
  readonly tokens: number;
  /** US dollars; models without a price are not counted. Null: no limit. */
  readonly dollars: number | null;
}

/** A little less than what tokenizers need for code, so that estimates are on the safe side. */
const LETTERS_PER_TOKEN = 3;

/** Upper estimate of what a prompt and its answer take. */
export function estimatedUsage({ system, user }: Pick<Prompt, "system" | "user">): Usage {
  return { input: Math.ceil((system.length + user.length) / LETTERS_PER_TOKEN), output: ANSWER_TOKENS };
}

/** US dollars; null without a price. */
export function costOf({ input, output }: Usage, price: Price | undefined): number | null {
  return price === undefined ? null : (input * price.input + output * price.output) / 1_000_000;
}

/** Counts down while judges work. What a call may take is set aside before it is made, and corrected after. */
export class Budget {
  #tokens: number;
  #dollars: number | null;

  constructor({ tokens, dollars }: Limits) {
    this.#tokens = tokens;
    this.#dollars = dollars;
  }

  /** False if it does not fit; then nothing is set aside. */
  reserve(usage: Usage, price: Price | undefined): boolean {
    const cost = costOf(usage, price) ?? 0;
    if (usage.input + usage.output > this.#tokens || (this.#dollars !== null && cost > this.#dollars)) return false;
    this.#take(usage, price, 1);
    return true;
  }

  /** Replaces a reservation by what was used. */
  settle(reserved: Usage, used: Usage, price: Price | undefined): void {
    this.#take(reserved, price, -1);
    this.#take(used, price, 1);
  }

  #take(usage: Usage, price: Price | undefined, sign: 1 | -1): void {
    this.#tokens -= sign * (usage.input + usage.output);
    if (this.#dollars !== null) this.#dollars -= sign * (costOf(usage, price) ?? 0);
  }
}
