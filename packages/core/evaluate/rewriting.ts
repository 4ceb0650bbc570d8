import { PROOF } from "./proofs.ts";
import { absenceProofs, alternativesOf, SHELL_META } from "./regex-shape.ts";

/** Proofs that say where a text begins: what is put or left at its start decides anew. */
const OF_THE_START = PROOF["no-leading-dash"] | PROOF.relative;

/** For each proof that only excludes characters, those that it excludes. Taking something away brings none of them back. */
const EXCLUDING: readonly (readonly [number, RegExp])[] = [
  [PROOF["no-shell-meta"], new RegExp(`[${SHELL_META.replace(/[\\\]^-]/g, "\\$&")}]`)],
  [PROOF["no-separator"], /[/\\]/],
  [PROOF.identifier, /\W/],
  [PROOF["log-safe"], /[\n\r\u001b]/],
  [PROOF.arithmetic, /[^0-9]/],
];

/** What is true of a text after every match of the pattern was replaced by a text, beside what stays true of it (`survivors`). */
export function rewritingProofs(source: string, replacement: string): number {
  if (replacement === "'\\''" || replacement === "'\"'\"'") return source === "'" ? PROOF["shell-quoted"] : 0;
  // Doubling the quote that surrounds a name or text is how SQL escapes it.
  if (/^(['"`])\1$/.test(replacement)) return source === replacement[0] ? PROOF["sql-quoted"] : 0;
  if (replacement === "]]") return source === "\\]" || source === "]" ? PROOF["sql-quoted"] : 0;
  if (replacement.includes("$") || replacement.includes("\\")) return 0;
  const parts = alternativesOf(source);
  // An alternative that matches nothing at all matches everywhere: those behind it are never tried.
  if (parts.slice(0, -1).some((part) => part.endsWith("*"))) return 0;
  const gained = absenceProofs(source, replacement).proofs & ~OF_THE_START;
  if (replacement !== "") return gained;
  // What else is taken away may have kept two dots apart.
  const joins = parts.length > 1 && parts.some((part) => absenceProofs(part).proofs === PROOF["no-dotdot"]);
  // Only a run that is taken away as a whole leaves nothing of its kind at the start.
  const dash = /^\^(?:\\?-|\[[^\]^]*-\])[+*]$/.test(source) ? PROOF["no-leading-dash"] : 0;
  const root = /^\^(?:\\?\/|\[[^\]^]*~[^\]^]*\/?\])[+*]$/.test(source) ? PROOF.relative : 0;
  return (joins ? gained & ~PROOF["no-dotdot"] : gained) | dash | root;
}

/** What stays true of a text when matches of a pattern in it are replaced. */
export function survivors(source: string, replacement: string, before: number): number {
  if (replacement.includes("$") || replacement.includes("\\")) return 0;
  let kept = 0;
  for (const [proof, excluded] of EXCLUDING) if (!excluded.test(replacement)) kept |= before & proof;
  // Two dots meet where something between them goes; nothing goes between them at the ends, or where something else takes its place.
  const atEnds = alternativesOf(source).every((part) => part.startsWith("^") || /(?:^|[^\\])\$$/.test(part));
  const apart = replacement === "" ? atEnds && (before & PROOF["no-separator"]) !== 0 : !replacement.includes(".");
  if (apart) kept |= before & PROOF["no-dotdot"];
  return kept;
}
