import { type Decoded, decodeAll } from "./decode.ts";
import { familiesOf } from "./families.ts";
import { featuresOf, type Window } from "./features.ts";
import { findMixedScript } from "./homoglyphs.ts";
import { findInvisible } from "./invisible.ts";
import { probability, type TextModel } from "./model.ts";
import { INVISIBLE_KINDS, type Signal } from "./signal.ts";
import type { TextAnalysis, TextContext } from "./text-analysis.ts";
import { windowsOf } from "./windows.ts";

export type { TextAnalysis, TextContext } from "./text-analysis.ts";

/** Letters that are read of a text. */
export const LONGEST_TEXT = 20_000;
const THRESHOLD = 0.5;
/** Encodings inside encodings. */
const DEEPEST = 2;

/** Reads a text. Deterministic, linear in its length, bounded by LONGEST_TEXT. */
export function analyseText(text: string, model: TextModel, context: TextContext = {}): TextAnalysis {
  return analyse(withoutOwnTools(text.slice(0, LONGEST_TEXT), context.ownTools ?? []), model, 0, text.length > LONGEST_TEXT);
}

function analyse(text: string, model: TextModel, depth: number, cut: boolean): TextAnalysis {
  const windows = windowsOf(text);
  const scored = windows.map((window) => ({ window, score: probability(model, featuresOf(window)) }));
  const best = scored.reduce<{ window: Window; score: number } | null>((a, b) => (a === null || b.score > a.score ? b : a), null);
  const invisible = findInvisible(text);
  const hidden = hiddenTexts(text, invisible.spelled, model, depth);
  const score = Math.max(best?.score ?? 0, ...hidden.map((one) => one.analysis.score));
  const fired = scored.filter((one) => one.score >= THRESHOLD).map((one) => one.window);
  const seen = [...invisible.signals, ...findMixedScript(text), ...hidden.map((one) => one.signal)];
  const isInstruction = score >= THRESHOLD;
  const signals = distinct([
    ...seen,
    ...(isInstruction ? fired.flatMap((window) => window.signals) : windows.flatMap((window) => [...window.signals, ...window.mentions])),
  ]);
  const inner = hidden.filter((one) => one.analysis.verdict === "instruction").flatMap((one) => one.analysis.families);
  return {
    score,
    verdict: isInstruction ? "instruction" : isMention(signals, windows) ? "mention" : "benign",
    families: isInstruction ? [...new Set([...familiesOf(signals.map((signal) => signal.kind)), ...inner])] : [],
    signals,
    decoded: hidden.map(({ how, plain }) => ({ how, text: plain })),
    strongest: best === null ? null : { start: best.window.start, end: best.window.end },
    cut,
  };
}

interface Hidden {
  readonly how: string;
  readonly plain: string;
  readonly signal: Signal;
  readonly analysis: TextAnalysis;
}

/** Texts in disguise and what they say. */
function hiddenTexts(text: string, spelled: readonly { how: string; text: string }[], model: TextModel, depth: number): Hidden[] {
  if (depth >= DEEPEST) return [];
  const decoded: readonly (Pick<Decoded, "text" | "start" | "end"> & { how: string })[] = [
    ...spelled.map((one) => ({ ...one, start: 0, end: text.length })),
    ...decodeAll(text),
  ];
  return decoded.map(({ how, text: plain, start, end }) => ({
    how,
    plain,
    signal: { kind: "encoded", start, end, note: `text in ${how}` },
    analysis: analyse(plain, model, depth + 1, false),
  }));
}

/** Words of an attack are there, in quotation marks or as a figure, but nobody is told anything. */
function isMention(signals: readonly Signal[], windows: readonly Window[]): boolean {
  const invisible: readonly string[] = INVISIBLE_KINDS;
  const spoken = signals.some(({ kind }) => !invisible.includes(kind) && kind !== "mixed-script" && kind !== "encoded");
  return (
    spoken ||
    windows.some((window) =>
      window.sentences.some((one) => one.quoted.has("override") || one.quoted.has("disclose") || one.quoted.has("sensitive-path")),
    )
  );
}

function distinct(signals: readonly Signal[]): Signal[] {
  const byPlace = new Map(signals.map((signal) => [`${signal.kind} ${signal.start} ${signal.end}`, signal]));
  return [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end || (a.kind < b.kind ? -1 : 1));
}

/**
 * Names of the server's own tools are written as blanks of the same length, so that offsets stay. Only words with a separator or a hump,
 * and not inside paths: a tool must not be able to hide ~/.ssh/id_rsa by its name.
 */
export function withoutOwnTools(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const own = new Set(names.filter((name) => /[_-]|[a-z][A-Z]/.test(name)));
  return text.replace(/(?<![\w./~-])[A-Za-z][\w-]{3,63}(?![\w/~-])/g, (word) => (own.has(word) ? "own".padEnd(word.length, "-") : word));
}
