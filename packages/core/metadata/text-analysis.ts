import type { Signal } from "./signal.ts";

/** What a text that a server shows to models says, and to whom. */
export interface TextAnalysis {
  /** 0..1; from 0.5 on the text is taken for an instruction. */
  readonly score: number;
  /** An instruction to the model against its user; the mention of one (quoted, described, forbidden); or neither. */
  readonly verdict: "instruction" | "mention" | "benign";
  /** Kinds of attack, from families.ts; empty if the words give none away. */
  readonly families: readonly string[];
  /** For an instruction, what stands in its sentences; otherwise all that was seen. Sorted by start. */
  readonly signals: readonly Signal[];
  /** Disguised texts in plain form, whatever they say. */
  readonly decoded: readonly { readonly how: string; readonly text: string }[];
  /** The sentences with the highest score. */
  readonly strongest: { readonly start: number; readonly end: number } | null;
  /** The text was longer than what is read of it. */
  readonly cut: boolean;
}

/** What is known about where a text comes from. */
export interface TextContext {
  /** Tools of the same server: an order to call one of them is a note on usage. */
  readonly ownTools?: readonly string[];
}
