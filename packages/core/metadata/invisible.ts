import type { Signal } from "./signal.ts";

/** What invisible characters of a text say and where they stand. */
export interface Invisible {
  readonly signals: readonly Signal[];
  /** Text spelled with tag characters or variation selectors, in order. */
  readonly spelled: readonly { readonly how: "tag characters" | "variation selectors"; readonly text: string }[];
}

type Kind = "tag-characters" | "bidi" | "zero-width" | "variation-payload" | "private-use" | "control";

const NOTES: Readonly<Record<Kind, string>> = {
  "tag-characters": "characters U+E0000 to U+E007F, which no one sees but a model reads",
  bidi: "a direction control, which makes text look different from what it says",
  "zero-width": "an invisible character between visible ones",
  "variation-payload": "variation selectors that select no variant, enough of them to spell a text",
  "private-use": "private use characters, which have no agreed meaning",
  control: "a control character, such as the start of a terminal escape",
};
const BLACK_FLAG = 0x1f3f4;
const CANCEL_TAG = 0xe007f;
/** Signals per text; more of them say nothing new. */
const MOST = 50;

/**
 * Finds characters that readers do not see. Linear. Legitimate uses stay silent: one variation selector after a base character (emoji
 * style, UTS 51), joiners inside emoji and in scripts that need them (Unicode 15, section 23.2), flags spelled with tags
 * (UTS 51 section 2.7), a byte order mark at the start, marks of direction in texts of a right-to-left script.
 */
export function findInvisible(text: string): Invisible {
  const signals: Signal[] = [];
  const spelled: { how: "tag characters" | "variation selectors"; text: string }[] = [];
  const points = [...text];
  let offset = 0;
  for (let i = 0; i < points.length; ) {
    const kind = kindOf(points, i, offset);
    if (kind === null) {
      offset += (points[i] as string).length;
      i++;
      continue;
    }
    const start = offset;
    const from = i;
    while (i < points.length && kindOf(points, i, offset) === kind) {
      offset += (points[i] as string).length;
      i++;
    }
    const run = points.slice(from, i).map((point) => point.codePointAt(0) as number);
    if (kind === "variation-payload" && run.length < 3) continue;
    if (signals.length < MOST) signals.push({ kind, start, end: offset, note: NOTES[kind] });
    const said = kind === "tag-characters" ? fromTags(run) : kind === "variation-payload" ? fromSelectors(run) : "";
    if (said !== "" && spelled.length < MOST)
      spelled.push({ how: kind === "tag-characters" ? "tag characters" : "variation selectors", text: said });
  }
  return { signals, spelled };
}

/** The text without invisible characters. */
export function visibleOnly(text: string): string {
  return text.replace(/[\p{Default_Ignorable_Code_Point}\p{Co}]/gu, "");
}

function kindOf(points: readonly string[], at: number, offset: number): Kind | null {
  const code = (points[at] as string).codePointAt(0) as number;
  if (code >= 0x20 && code < 0x7f) return null;
  if (code >= 0xe0000 && code <= 0xe007f) return inFlag(points, at) ? null : "tag-characters";
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return "bidi";
  if (code === 0x200e || code === 0x200f || code === 0x061c)
    return nearby(points, at, /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}]/u) ? null : "bidi";
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return "variation-payload";
  if (code === 0x200c || code === 0x200d) return joins(points, at) ? null : "zero-width";
  if (code === 0xfeff) return offset === 0 ? null : "zero-width";
  if (isZeroWidth(code)) return "zero-width";
  if ((code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000) return "private-use";
  if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13) || (code >= 0x7f && code <= 0x9f)) return "control";
  return null;
}

/** Soft hyphen is left out: it is what word processors leave behind, and it carries nothing. */
function isZeroWidth(code: number): boolean {
  return (
    code === 0x200b ||
    (code >= 0x2060 && code <= 0x2065) ||
    code === 0x180e ||
    code === 0x115f ||
    code === 0x1160 ||
    code === 0x3164 ||
    code === 0xffa0
  );
}

/** A joiner belongs where emoji are glued, or letters of a script whose shapes depend on it. */
function joins(points: readonly string[], at: number): boolean {
  const before = points[at - 1] === "\u{fe0f}" ? points[at - 2] : points[at - 1];
  const shaped =
    /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{sc=Arab}\p{sc=Syrc}\p{sc=Deva}\p{sc=Beng}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Mong}\p{sc=Gujr}\p{sc=Guru}\p{sc=Orya}\p{sc=Khmr}\p{sc=Mymr}]/u;
  return shaped.test(before ?? "") && shaped.test(points[at + 1] ?? "");
}

function nearby(points: readonly string[], at: number, script: RegExp): boolean {
  return script.test(points.slice(Math.max(0, at - 8), at + 9).join(""));
}

/** Longest flag of a region in use is six tags and the cancel tag. */
function inFlag(points: readonly string[], at: number): boolean {
  let first = at;
  while (first > 0 && at - first < 8 && isTag(points[first])) first--;
  if (points[first]?.codePointAt(0) !== BLACK_FLAG) return false;
  let last = at;
  while (last - first < 9 && isTag(points[last + 1])) last++;
  return points[last]?.codePointAt(0) === CANCEL_TAG && last - first <= 8;
}

function isTag(point: string | undefined): boolean {
  const code = point?.codePointAt(0) ?? 0;
  return code >= 0xe0000 && code <= 0xe007f;
}

function fromTags(run: readonly number[]): string {
  return run
    .filter((code) => code >= 0xe0020 && code <= 0xe007e)
    .map((code) => String.fromCharCode(code - 0xe0000))
    .join("");
}

/** One byte per selector: VS1 to VS16 are 0 to 15, VS17 to VS256 are 16 to 255. */
function fromSelectors(run: readonly number[]): string {
  const bytes = run.map((code) => (code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00));
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  return /^[\t\n\r\x20-\x7e]{3,}$/.test(text) ? text : "";
}
