import formats from "./formats.json" with { type: "json" };

/** A credential in a text: what kind it looks like, and where it stands (offsets). */
export interface Credential {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Why it may be no secret after all; null if nothing speaks for that. */
  readonly doubt: string | null;
}

const FORMATS = formats.map(({ name, pattern, doubt }) => ({ name, pattern: new RegExp(pattern, "g"), doubt: doubt ?? null }));

/** `apiKey: "…"`, `DB_PASSWORD = '…'`: a name that says secret, and a text beside it. */
const NAMED =
  /\b[\w-]{0,40}(?:api[_-]?key|secret|token|passw(?:or)?d|private[_-]?key|access[_-]?key|credential)[\w-]{0,20}["']?\s{0,4}[:=]{1,3}\s{0,4}(["'`])([^"'`\s]{12,200})\1/gi;

/** Words that people write where a secret would stand. */
const PLACEHOLDER =
  /your|example|sample|dummy|fake|mock|test|placeholder|change|replace|insert|redact|secret|password|passwd|token|api[_-]?key|xxx|\*\*|\.\.\.|<|>|\$\{|\{\{|0000|1234|abcd|foo|bar|demo|default|none|null|undefined|localhost|process\.env|environ|getenv|https?:|\//i;

/** Keys that are made to be seen by everybody: in front of the value, or beside it where the settings of such a service stand. */
const PUBLISHABLE = /^(?:phc|pk|pub|publishable|sb_publishable|anon)[_-]/i;
const PUBLISHABLE_NAME = /(?:write|public|publishable|client|anon|search|site|telemetry|analytics)[_-]?(?:api[_-]?)?(?:key|token)/i;
const BROWSER_SETTINGS =
  /\b(?:appId|applicationId|indexName|authDomain|measurementId|instrumentationKey|posthog|segment|amplitude|mixpanel)\b/i;
/** Letters on each side of a value in which such settings are looked for. */
const BESIDE = 200;

/** A random text of this length and alphabet has about this many bits a character; words and names have fewer. */
const RANDOM_BITS = 3.7;
const MAX_TEXT = 2_000_000;

/**
 * Credentials in a text by their known form, or by a telling name beside a random value. Linear; looks at the first 2 MB.
 * @param isProse whether people read the text as documentation: passwords of words stand there as examples
 */
export function credentialsIn(text: string, isProse: boolean): Credential[] {
  const head = text.slice(0, MAX_TEXT);
  const found: Credential[] = [];
  for (const { name, pattern, doubt } of FORMATS) {
    for (const match of head.matchAll(pattern)) {
      const [whole, chosen] = [match[0], match[1]];
      if (isFiller(chosen ?? whole) || (chosen !== undefined && isProse && !isMixed(chosen))) continue;
      const words = chosen !== undefined && PLACEHOLDER.test(chosen) ? "it reads like words that stand for a password" : null;
      found.push({ name, start: match.index, end: match.index + whole.length, doubt: words ?? doubt });
    }
  }
  for (const match of head.matchAll(NAMED)) {
    const value = match[2] as string;
    const label = match[0].slice(0, -value.length);
    const start = match.index + match[0].length - value.length - 1;
    if (!isRandom(value) || /hash|digest|checksum/i.test(label) || PUBLISHABLE.test(value) || PUBLISHABLE_NAME.test(label)) continue;
    if (found.some((other) => other.start < start + value.length && start < other.end)) continue;
    const beside = head.slice(Math.max(0, start - BESIDE), start + value.length + BESIDE);
    const doubt = BROWSER_SETTINGS.test(beside) ? "it stands beside settings of a service whose keys browsers may see" : null;
    found.push({ name: "secret value", start, end: start + value.length, doubt });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Whether a text could be a generated secret: letters and digits, no placeholder, as mixed as random text. */
export function isRandom(value: string): boolean {
  return isMixed(value) && entropy(value) >= RANDOM_BITS;
}

/** Letters and digits, and none of the words that people write where a secret would stand. */
function isMixed(value: string): boolean {
  return /[0-9]/.test(value) && /[A-Za-z]/.test(value) && !PLACEHOLDER.test(value);
}

/** `AKIAXXXXXXXXXXXXXXXX` and the like: of the right form, but written by hand as a stand-in. */
function isFiller(value: string): boolean {
  return /(.)\1{5}|example|xxxx|0123456789|1234567890|abcdefgh|your[_-]|placeholder|redacted/i.test(value);
}

/** Shannon entropy in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
