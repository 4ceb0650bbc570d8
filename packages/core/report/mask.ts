/** How much of a secret is shown, so that its owner recognises it. */
const SHOWN = 4;
/** A secret shorter than this would be guessed from what is shown. */
const SHORTEST_SHOWN = 12;
/** Shorter values are words; replacing them everywhere would make text unreadable. */
const SHORTEST_REPLACED = 6;

/** The first four characters and the length: "ghp_…(40 characters)". Short secrets show their length only. */
export function maskSecret(secret: string): string {
  const characters = [...secret];
  const shown = characters.length < SHORTEST_SHOWN ? "" : characters.slice(0, SHOWN).join("");
  return `${shown}…(${characters.length} characters)`;
}

/** Replaces every occurrence of known secrets; the longest first, so that one inside another leaves no rest. */
export function maskAll(text: string, secrets: readonly string[]): string {
  return [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_REPLACED)
    .sort((a, b) => b.length - a.length)
    .reduce((masked, secret) => masked.replaceAll(secret, () => maskSecret(secret)), text);
}

/** Plain data with every occurrence of known secrets replaced, in keys too. */
export function maskDeep<T>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value;
  const masked = (item: unknown): unknown => {
    if (typeof item === "string") return maskAll(item, secrets);
    if (Array.isArray(item)) return item.map(masked);
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, member]) => [maskAll(key, secrets), masked(member)]));
  };
  return masked(value) as T;
}
