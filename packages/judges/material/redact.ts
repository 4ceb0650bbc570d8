import { credentialsIn } from "@mcp-assay/catalogue/rules/secrets/recognise/credential";
import { isAboutSecrets } from "@mcp-assay/core/report/findings";
import { secretsIn } from "@mcp-assay/core/report/snippet";
import type { Hit } from "@mcp-assay/core/rules/hit";

/** A block of a key, whole or cut off; blocks may be longer than what the recogniser reads of a line. */
const KEY_BLOCK = /-----BEGIN [A-Z0-9 ]{3,40}-----(?:[\s\S]{0,20000}?-----END [A-Z0-9 ]{3,40}-----|[\s\S]*)/g;
/** A value without blanks beside a name that speaks of secrets; what is meant as a placeholder is no loss. */
const ASSIGNED =
  /(?<=(?:key|token|secret|passw(?:or)?d|passphrase|credentials?|auth)[\w-]{0,20}["'`]?\]?\s{0,3}[:=]\s{0,3}["'`])[^\s"'`]{8,200}(?=["'`])/gi;
/** Shorter texts are words; replacing them everywhere would make code unreadable. */
const SHORTEST = 6;

/** Replaces secrets by stars of the same length, so that places stay right. */
export type Redact = (text: string) => string;

/** Masks what rules about secrets have found, and whatever else has the form of a credential. Tools share code: each text is masked once. */
export function redactor(hits: readonly Hit[], textOf: (path: string) => string | null): Redact {
  const known = knownSecrets(hits, textOf);
  const clean = new Map<string, string>();
  return (text) => {
    let masked = clean.get(text);
    if (masked === undefined) {
      masked = starred(known.reduce((rest, secret) => rest.replaceAll(secret, stars(secret)), text));
      clean.set(text, masked);
    }
    return masked;
  };
}

function knownSecrets(hits: readonly Hit[], textOf: (path: string) => string | null): string[] {
  const found = hits
    .filter(({ rule }) => isAboutSecrets(rule))
    .flatMap(({ place, snippet }) => {
      const lines = textOf(place.file)?.split(/\r\n|\r|\n/) ?? [];
      return secretsIn(snippet ?? lines.slice(place.startLine - 1, place.endLine).join("\n"));
    });
  return [...new Set(found)].filter((secret) => secret.length >= SHORTEST).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function starred(text: string): string {
  let out = text.replace(KEY_BLOCK, stars).replace(ASSIGNED, stars);
  for (const { start, end } of credentialsIn(out, false).toReversed())
    out = out.slice(0, start) + stars(out.slice(start, end)) + out.slice(end);
  return out;
}

/** Line breaks stay. */
function stars(secret: string): string {
  return secret.replace(/[^\r\n]/g, "*");
}
