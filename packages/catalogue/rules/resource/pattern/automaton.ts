import { OTHER } from "./characters.ts";
import type { Piece } from "./parse.ts";

/** Sets of characters of a pattern; a longer one is not judged. */
const MAX_STATES = 150;
/** Copies of a part that is repeated a fixed number of times; more say nothing new about its loops. */
const MAX_COPIES = 3;
const WORDS = Math.ceil((OTHER + 1) / 32);

/** What a part can begin and end with, and whether it can be empty. */
interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

const NOTHING: Part = { first: [], last: [], nullable: false };
const EMPTY: Part = { first: [], last: [], nullable: true };

/**
 * The automaton of a pattern without empty moves: one state for each set of characters, `next` with the number of
 * ways in which one state follows another (Glushkov 1961; the numbers keep the ambiguity of (a*)*, which the plain
 * construction loses).
 */
export class Automaton {
  readonly chars: Uint32Array[] = [];
  readonly next: Map<number, number>[] = [];
  #full = false;

  /** The body of a repetition, repeated without end; null when it is too large. */
  static ofLoop(branches: readonly (readonly Piece[])[]): Automaton | null {
    const automaton = new Automaton();
    automaton.#loop(automaton.#branches(branches));
    return automaton.#full ? null : automaton;
  }

  #branches(branches: readonly (readonly Piece[])[]): Part {
    const parts = branches.map((branch) => branch.reduce<Part>((before, piece) => this.#join(before, this.#piece(piece)), EMPTY));
    return {
      first: parts.flatMap((part) => part.first),
      last: parts.flatMap((part) => part.last),
      nullable: parts.some((part) => part.nullable),
    };
  }

  #piece(piece: Piece): Part {
    // Across a position that must hold, nothing is claimed.
    if (piece.kind === "anchor") return piece.mayBeEmpty ? EMPTY : NOTHING;
    const once = (): Part => (piece.kind === "set" ? this.#state(piece.chars) : this.#branches(piece.branches));
    const endless = piece.max === Number.POSITIVE_INFINITY;
    const most = endless ? Math.max(1, Math.min(piece.min, MAX_COPIES)) : Math.min(piece.max, MAX_COPIES);
    let whole: Part = EMPTY;
    for (let copy = 1; copy <= most && !this.#full; copy++) {
      const part = once();
      if (endless && copy === most) this.#loop(part);
      whole = this.#join(whole, copy > piece.min ? { ...part, nullable: true } : part);
    }
    return whole;
  }

  #state(chars: ReadonlySet<number>): Part {
    if (this.chars.length >= MAX_STATES) this.#full = true;
    const bits = new Uint32Array(WORDS);
    for (const char of chars) bits[char >> 5] = (bits[char >> 5] as number) | (1 << (char & 31));
    this.chars.push(bits);
    this.next.push(new Map());
    return { first: [this.chars.length - 1], last: [this.chars.length - 1], nullable: false };
  }

  #join(a: Part, b: Part): Part {
    this.#link(a.last, b.first);
    return {
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
      nullable: a.nullable && b.nullable,
    };
  }

  #loop(part: Part): void {
    this.#link(part.last, part.first);
  }

  #link(from: readonly number[], to: readonly number[]): void {
    for (const a of from) for (const b of to) this.next[a]?.set(b, (this.next[a]?.get(b) ?? 0) + 1);
  }

  /** Whether some character belongs to both states. */
  overlap(a: number, b: number): boolean {
    const one = this.chars[a] as Uint32Array;
    const other = this.chars[b] as Uint32Array;
    return one.some((bits, index) => (bits & (other[index] as number)) !== 0);
  }
}
