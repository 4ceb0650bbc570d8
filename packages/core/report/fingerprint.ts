import { compareText } from "./order.ts";

/** Lowercase hex SHA-256 of the UTF-8 bytes of a text; core has no cryptography of its own. */
export type Sha256 = (text: string) => string;

const ID_LENGTH = 12;

/** Code with every run of white space as one space: reformatting and moving lines keep it. */
export function normaliseSnippet(snippet: string): string {
  return snippet.replace(/\s+/gu, " ").trim();
}

/**
 * Identity of a finding that survives moved lines: rule, file, normalised snippet, and its ordinal
 * among findings that are equal in all three. 64 hex characters.
 * @param snippet masked, as the report shows it
 * @param ordinal 0 for the first in the file
 */
export function fingerprint(ruleId: string, file: string, snippet: string, ordinal: number, sha256: Sha256): string {
  return sha256(JSON.stringify([ruleId, file, normaliseSnippet(snippet), ordinal]));
}

/** 12 hex characters from rule, file and fingerprint: the same in every run and on every machine. */
export function findingId(ruleId: string, file: string, print: string, sha256: Sha256): string {
  return sha256(JSON.stringify([ruleId, file, print])).slice(0, ID_LENGTH);
}

export interface Identifiable {
  readonly rule_id: string;
  readonly location: { readonly file: string; readonly start_line: number; readonly start_col: number };
  readonly evidence: { readonly snippet: string };
}

/** Fingerprints and ids of all findings of a report, in the order given; ordinals follow the place in the file. */
export function identify(
  findings: readonly Identifiable[],
  sha256: Sha256,
): readonly { readonly id: string; readonly fingerprint: string }[] {
  const inFileOrder = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => comparePlaces(a.finding, b.finding) || a.index - b.index);
  const seen = new Map<string, number>();
  const result = new Array<{ id: string; fingerprint: string }>(findings.length);
  for (const { finding, index } of inFileOrder) {
    const { rule_id, location, evidence } = finding;
    const same = JSON.stringify([rule_id, location.file, normaliseSnippet(evidence.snippet)]);
    const ordinal = seen.get(same) ?? 0;
    seen.set(same, ordinal + 1);
    const print = fingerprint(rule_id, location.file, evidence.snippet, ordinal, sha256);
    result[index] = { id: findingId(rule_id, location.file, print, sha256), fingerprint: print };
  }
  return result;
}

function comparePlaces(a: Identifiable, b: Identifiable): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.start_line - b.location.start_line ||
    a.location.start_col - b.location.start_col
  );
}
