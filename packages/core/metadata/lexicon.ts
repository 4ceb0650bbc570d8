import data from "./lexicon.json" with { type: "json" };

/** What words can stand for, whatever the language. */
export type Concept = keyof typeof data | "address" | "tool-name" | "sensitive-path" | "remote-command" | "query-address" | "joined-name";

/** A concept found in a sentence; offsets in the normalised sentence. */
export interface Hit {
  readonly concept: Concept;
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly next: Map<string, Node>;
  /** Concepts of phrases that end here; `open` ones may go on (written with a star). */
  readonly ends: { readonly concept: Concept; readonly open: boolean }[];
}

const ROOT: Node = { next: new Map(), ends: [] };
for (const [concept, languages] of Object.entries(data)) {
  for (const phrases of Object.values(languages)) for (const phrase of phrases) plant(concept as Concept, phrase);
}

/** Shapes that no list of words can hold. */
const SHAPES: readonly (readonly [Concept, RegExp])[] = [
  ["address", /https?:\/\/[^\s)"'<>]{3,200}|s3:\/\/[\w.-]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\b[\w-]{1,63}\.example\b/gu],
  ["query-address", /https?:\/\/[^\s)"'<>]{3,150}\?[\w-]{1,20}=/gu],
  // Tools are named after what they do; other names with underscores are fields and constants.
  [
    "tool-name",
    /\b(?:add|call|copy|create|delete|edit|execute|fetch|find|forward|get|kill|list|make|move|open|pay|post|publish|push|query|read|remove|run|save|search|send|set|start|stop|submit|transfer|update|upload|verify|write)_[a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){0,5}\b|\b[a-z0-9]{2,30}(?:_[a-z0-9]{1,30}){0,3}_tool\b/gu,
  ],
  ["remote-command", /\b(?:curl|wget)\b[^|\n]{1,150}\|\s{0,3}(?:sudo\s{1,3})?(?:ba|z)?sh\b/gu],
  [
    "sensitive-path",
    /~\/\.(?:ssh|aws|kube|npmrc|netrc|gnupg|docker|config)|\.ssh\b|\bid_(?:rsa|ed25519|ecdsa)\b|\/etc\/(?:passwd|shadow)|(?<![\w/])\.env\b|\.netrc\b|\bcredentials?\.json\b|\bmcp\.json\b|\.pem\b|\b(?:confidential|credentials|secrets)\b(?=["'])/gu,
  ],
];
const JOINED = /[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}\p{N}_]/u;

/** All concepts of one normalised sentence, in order of their start. Linear: a phrase is at most some forty letters long. */
export function conceptsOf(sentence: string): Hit[] {
  const hits: Hit[] = [];
  for (let start = 0; start < sentence.length; start++) {
    if (JOINED.test(sentence[start] as string) && start > 0 && JOINED.test(sentence[start - 1] as string)) continue;
    walk(sentence, start, hits);
  }
  for (const [concept, shape] of SHAPES) {
    // `matchAll` copies the expression each time; most sentences hold none of these.
    if (sentence.search(shape) < 0) continue;
    for (const match of sentence.matchAll(shape)) hits.push({ concept, start: match.index, end: match.index + match[0].length });
  }
  return hits.sort((a, b) => a.start - b.start || a.end - b.end);
}

function walk(sentence: string, start: number, hits: Hit[]): void {
  let node: Node | undefined = ROOT;
  for (let at = start; at < sentence.length && node !== undefined; ) {
    node = node.next.get(sentence[at] as string);
    at++;
    for (const { concept, open } of node?.ends ?? []) {
      const closed = at === sentence.length || !JOINED.test(sentence[at] as string) || !JOINED.test(sentence[at - 1] as string);
      if (open || closed) hits.push({ concept, start, end: at });
    }
  }
}

function plant(concept: Concept, phrase: string): void {
  const open = phrase.endsWith("*");
  let node = ROOT;
  for (const letter of open ? phrase.slice(0, -1) : phrase) {
    let next = node.next.get(letter);
    if (next === undefined) {
      next = { next: new Map(), ends: [] };
      node.next.set(letter, next);
    }
    node = next;
  }
  node.ends.push({ concept, open });
}
