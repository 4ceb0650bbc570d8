/** Words longer than this are cut before they are compared: distance is quadratic in length. */
const MAX_LENGTH = 64;

/**
 * The word of a closed vocabulary that a typing mistake most likely meant, by edit distance (insert,
 * delete, replace; Levenshtein 1966); the first of equals; null for an empty vocabulary.
 */
export function nearestWord(word: string, vocabulary: readonly string[]): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of vocabulary) {
    const distance = editDistance(word.slice(0, MAX_LENGTH).toLowerCase(), candidate.slice(0, MAX_LENGTH).toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
