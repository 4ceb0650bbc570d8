import popular from "./popular.json" with { type: "json" };

const NAMES = { npm: popular.npm, pypi: popular.pypi } as const;
/** Packages of their own that only happen to be near a popular name. */
const NEAR = new Set(popular.near);
/** Short names are near each other by chance. */
const SHORTEST = 5;

/** The popular package that a name is one edit off, if it is not itself a known package; null if there is none. */
export function lookalikeOf(name: string, ecosystem: keyof typeof NAMES): string | null {
  const spelled = ecosystem === "pypi" ? name.toLowerCase().replace(/[_.]+/g, "-") : name;
  const known: readonly string[] = NAMES[ecosystem];
  if (known.includes(spelled) || NEAR.has(spelled)) return null;
  return known.find((other) => other.length >= SHORTEST && isOneEditOff(spelled, other)) ?? null;
}

/** One letter changed, added or left out, or two neighbours swapped. */
function isOneEditOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.length === restB.length) {
    return restA.slice(1) === restB.slice(1) || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
  }
  return restA.length > restB.length ? restA.slice(1) === restB : restA === restB.slice(1);
}
