import { addressBucket } from "../app/caller.ts";
import { type Answer, no, yes } from "../app/problems.ts";

/** Counts the open streams of each address, so that one cannot take them all. */
export class OpenStreams {
  readonly #most: number;
  readonly #open = new Map<string, number>();
  #all = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get count(): number {
    return this.#all;
  }

  /** Room for one more stream of this address: the way to give it back, or 429. */
  enter(address: string): Answer<() => void> {
    const who = addressBucket(address);
    const current = this.#open.get(who) ?? 0;
    if (current >= this.#most)
      return no("RATE_LIMITED", `${current} streams are open from your network`, {
        hint: "close some, or ask for the result instead",
        details: { limit: this.#most, current },
        retryAfter: 5,
      });
    this.#open.set(who, current + 1);
    this.#all++;
    return yes(() => {
      this.#all--;
      const left = (this.#open.get(who) ?? 1) - 1;
      if (left === 0) this.#open.delete(who);
      else this.#open.set(who, left);
    });
  }
}
