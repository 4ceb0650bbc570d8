import type { TextAnalysis } from "./text-analysis.ts";

/** Reads a text that is shown to models, knowing the names of the server's own tools. */
export type ReadText = (text: string, ownTools: readonly string[]) => TextAnalysis;

/**
 * A reader that keeps what it has read: rules and judges ask about the same texts, and reading is most of what judging a small
 * package costs. Texts with the same own tools, in whatever list, are read once.
 */
export function readOnce(read: ReadText): ReadText {
  const byNames = new Map<string, Map<string, TextAnalysis>>();
  const byList = new WeakMap<readonly string[], Map<string, TextAnalysis>>();
  const knownWith = (ownTools: readonly string[]): Map<string, TextAnalysis> => {
    const seen = byList.get(ownTools);
    if (seen !== undefined) return seen;
    const names = JSON.stringify(ownTools);
    const known = byNames.get(names) ?? new Map<string, TextAnalysis>();
    byNames.set(names, known);
    byList.set(ownTools, known);
    return known;
  };
  return (text, ownTools) => {
    const known = knownWith(ownTools);
    const analysis = known.get(text) ?? read(text, ownTools);
    known.set(text, analysis);
    return analysis;
  };
}
