import { SUMS_FILE } from "./evidence.ts";
import type { Sha256 } from "./fingerprint.ts";

const SUM_LINE = /^([0-9a-f]{64}) {2}(.+)$/;
const EVIDENCE_FILE = /^evidences\/finding-\d+\.json$/;

/**
 * Checks a bundle against its own sums: every file is listed, present and unchanged, and every snippet
 * has its hash. Sums show damage and careless edits; who rewrites the sums too is not found by them.
 * @param files path → text of everything in the bundle
 * @returns one line per trouble; empty if the bundle is whole
 */
export function verifyEvidence(files: ReadonlyMap<string, string>, sha256: Sha256): readonly string[] {
  const listing = files.get(SUMS_FILE);
  if (listing === undefined) return [`${SUMS_FILE} is missing`];
  const sums = new Map<string, string>();
  const troubles: string[] = [];
  for (const line of listing.split("\n").filter((row) => row !== "")) {
    const [, sum, path] = SUM_LINE.exec(line) ?? [];
    if (sum === undefined || path === undefined) troubles.push(`${SUMS_FILE} has a line that is no sum`);
    else if (sums.has(path)) troubles.push(`${path} is listed twice`);
    else sums.set(path, sum);
  }
  for (const [path, sum] of sums) {
    const text = files.get(path);
    if (text === undefined) troubles.push(`${path} is missing`);
    else if (sha256(text) !== sum) troubles.push(`${path} was changed`);
  }
  for (const [path, text] of files) {
    if (path !== SUMS_FILE && !sums.has(path)) troubles.push(`${path} is not listed in ${SUMS_FILE}`);
    if (EVIDENCE_FILE.test(path) && !snippetMatches(text, sha256)) troubles.push(`${path} has a snippet that does not match its hash`);
  }
  return troubles;
}

function snippetMatches(text: string, sha256: Sha256): boolean {
  let evidence: unknown;
  try {
    evidence = (JSON.parse(text) as { evidence?: unknown } | null)?.evidence;
  } catch {
    return false;
  }
  if (typeof evidence !== "object" || evidence === null) return false;
  const { snippet, snippet_hash: hash } = evidence as { snippet?: unknown; snippet_hash?: unknown };
  return typeof snippet === "string" && hash === `sha256:${sha256(snippet)}`;
}
