import type { ToolMaterial } from "../material/tool-material.ts";
import phrases from "./address-phrases.json" with { type: "json" };
import { quoteOf, type Remark } from "./opinion.ts";

const WHO = phrases.who.join("|");
const VERDICT = phrases.verdict.join("|");
const TOGETHER: readonly RegExp[] = [
  new RegExp(`(?<![\\p{sc=Latn}\\p{sc=Cyrl}])(?:${WHO})[^\\n]{0,120}?(?:${VERDICT})`, "giu"),
  new RegExp(`(?<![\\p{sc=Latn}\\p{sc=Cyrl}])(?:${VERDICT})[^\\n]{0,80}?(?<![\\p{sc=Latn}\\p{sc=Cyrl}])(?:${WHO})`, "giu"),
];
const ALONE: readonly RegExp[] = phrases.alone.map((one) => new RegExp(`(?<![\\p{sc=Latn}\\p{sc=Cyrl}])(?:${one})`, "giu"));

/** Without one of these in a text none of its patterns fits. */
const STEMS = {
  who: anyOf(phrases.stems.who),
  verdict: anyOf(phrases.stems.verdict),
  alone: anyOf(phrases.stems.alone),
};

/** Letters that are read; addresses stand where they are seen. */
const LONGEST = 40_000;
const MOST = 5;
/** Honest code does not speak to its judge. Graver than what any handler is charged with, so that such a text cannot lower a median. */
const WEIGHT = 7.5;

function anyOf(stems: readonly string[]): RegExp {
  return new RegExp(stems.map((stem) => stem.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"));
}

/** Passages of a text that speak to whoever judges it. Such a text is a ground for suspicion, whatever it asks for. */
export function addressesIn(text: string): string[] {
  const plain = text.slice(0, LONGEST);
  const lower = plain.toLowerCase();
  // Nearly every text ends here, at a fraction of what the patterns cost.
  const patterns = [...(STEMS.who.test(lower) && STEMS.verdict.test(lower) ? TOGETHER : []), ...(STEMS.alone.test(lower) ? ALONE : [])];
  const found = new Set<string>();
  for (const pattern of patterns) {
    // `matchAll` works on a copy, which is compiled anew when the engine has forgotten it; `search` is not.
    if (plain.search(pattern) < 0) continue;
    for (const match of plain.matchAll(pattern)) {
      if (found.size >= MOST) return [...found];
      found.add(match[0]);
    }
  }
  return [...found];
}

const known = new WeakMap<ToolMaterial["server"], Map<string, readonly string[]>>();

/** The same for a text of a tool; tools of a server share functions, and each text is looked through once. */
export function addressesOf({ server }: ToolMaterial, text: string): readonly string[] {
  const ofServer = known.get(server) ?? new Map<string, readonly string[]>();
  known.set(server, ofServer);
  const found = ofServer.get(text) ?? addressesIn(text);
  ofServer.set(text, found);
  return found;
}

/** Texts shown to models that speak to the judge instead. */
export function addressedInTexts(tool: ToolMaterial): Remark[] {
  const texts = [
    { where: "description", text: tool.description },
    { where: "title", text: tool.title },
    { where: "name", text: tool.name.replace(/[_-]+/g, " ") },
    ...tool.schemaTexts,
  ];
  return texts.flatMap(({ where, text }) =>
    addressesOf(tool, text).map((passage) =>
      remark(`the ${where} speaks to whoever judges the tool`, where === "name" ? tool.name : passage),
    ),
  );
}

/** Comments, strings and file names of the handler that speak to the judge. */
export function addressedInCode(tool: ToolMaterial): Remark[] {
  return (tool.excerpt?.pieces ?? []).flatMap(({ file, text }) => [
    ...addressesOf(tool, text).map((passage) => remark("the code speaks to whoever judges it", passage)),
    ...(addressesOf(tool, file.replace(/[/_.-]+/g, " ")).length > 0 ? [remark("a file name speaks to whoever judges it", file)] : []),
  ]);
}

function remark(says: string, passage: string): Remark {
  return { criterion: "injection", says, quote: quoteOf(passage), weight: WEIGHT };
}
