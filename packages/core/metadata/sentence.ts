import { unmixed } from "./homoglyphs.ts";
import { visibleOnly } from "./invisible.ts";
import { type Concept, conceptsOf, type Hit } from "./lexicon.ts";
import type { Segment } from "./segments.ts";

/** A sentence with what its words stand for; `start` and `end` are offsets in the text it comes from. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  /** Lower case, one kind of white space, invisible characters and look-alike letters undone. */
  readonly plain: string;
  readonly hits: readonly Hit[];
  /** Concepts outside and inside quotation marks. */
  readonly said: ReadonlySet<Concept>;
  readonly quoted: ReadonlySet<Concept>;
}

const QUOTES: readonly RegExp[] = [
  /"[^"]{3,200}"/gu,
  /“[^”]{3,200}”/gu,
  /«[^»]{3,200}»/gu,
  /「[^」]{3,200}」/gu,
  /『[^』]{3,200}』/gu,
  /„[^“]{3,200}“/gu,
];

/** Most sentences quote nothing and need none of the above. */
const QUOTED = /["“«「『„]/u;

/** A name of five words or more says something. */
const JOINED_NAME = /\b[a-z0-9]+(?:_[a-z0-9]+){4,}\b/i;

/** Reads one segment. */
export function readSentence(segment: Segment): Sentence {
  const plain = normalise(segment.text);
  const hits = conceptsOf(plain);
  const spans = (QUOTED.test(plain) ? QUOTES : []).flatMap((quote) =>
    [...plain.matchAll(quote)].map((match) => [match.index, match.index + match[0].length] as const),
  );
  // A sentence that is nothing but a quotation quotes nobody.
  const real = spans.filter(([from, to]) => to - from < plain.length * 0.85);
  const isQuoted = (hit: Hit) => real.some(([from, to]) => hit.start >= from && hit.end <= to);
  return {
    start: segment.start,
    end: segment.end,
    plain,
    hits,
    said: new Set<Concept>([
      ...hits.filter((hit) => !isQuoted(hit)).map((hit) => hit.concept),
      ...(JOINED_NAME.test(segment.text) ? (["joined-name"] as const) : []),
    ]),
    quoted: new Set(hits.filter(isQuoted).map((hit) => hit.concept)),
  };
}

/**
 * The form in which words are compared. Names of many joined words are read as the sentence they are,
 * words with a blank between all letters as words.
 */
export function normalise(text: string): string {
  return unmixed(visibleOnly(text).normalize("NFKC"))
    .toLowerCase()
    .replace(/[’‘ʼ]/g, "'")
    .replace(/\b[a-z0-9]+(?:_[a-z0-9]+){4,}\b/g, (name) => name.replaceAll("_", " "))
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .-]){3,60}\p{L}(?![\p{L}\p{N}])/gu, (spaced) => spaced.replace(/[ .-]/g, ""))
    .replace(/\s+/gu, " ")
    .trim();
}

/** A condition that a sentence begins with, up to the comma after it: "If the format is not supported, inform the user". */
const CONDITION = /^(?:if|when|whenever|where|unless|once|in case|wenn|falls|si|se|quando|cuando|lorsque|если|когда)\s[^,]{1,160},/u;

/** What follows one of these has a negation of its own: "inform the user that it is not supported". */
const SUBORDINATE = /\s(?:that|which|whether|if|dass|que|che|что)\s/u;

/** Whether one concept follows another within `reach` letters of a sentence, where neither stands in a clause that the other is not in. */
export function follows(sentence: Sentence, first: Concept, second: Concept, reach: number): boolean {
  const { hits, plain } = sentence;
  const condition = first === "not" ? (CONDITION.exec(plain)?.[0].length ?? 0) : 0;
  const fits = (a: Hit, b: Hit): boolean =>
    b.start >= a.end &&
    b.start - a.end <= reach &&
    a.end <= condition === b.end <= condition &&
    !(second === "not" && SUBORDINATE.test(plain.slice(a.end, b.start)));
  return hits.some((a) => a.concept === first && hits.some((b) => b.concept === second && fits(a, b)));
}
