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

/** Letters that are read; addresses stand where they are seen. */
const LONGEST = 40_000;
const MOST = 5;
/** Honest code does not speak to its judge. Graver than what any handler is charged with, so that such a text cannot lower a median. */
const WEIGHT = 7.5;

/** Passages of a text that speak to whoever judges it. Such a text is a ground for suspicion, whatever it asks for. */
export function addressesIn(text: string): string[] {
  const plain = text.slice(0, LONGEST);
  const lower = plain.toLowerCase();
  const holds = (stems: readonly string[]): boolean => stems.some((stem) => lower.includes(stem));
  // Nearly every text ends here, at a fraction of what the patterns cost.
  const patterns = [
    ...(holds(phrases.stems.who) && holds(phrases.stems.verdict) ? TOGETHER : []),
    ...(holds(phrases.stems.alone) ? ALONE : []),
  ];
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

/** Texts shown to models that speak to the judge instead. */
export function addressedInTexts(tool: ToolMaterial): Remark[] {
  const texts = [
    { where: "description", text: tool.description },
    { where: "title", text: tool.title },
    { where: "name", text: tool.name.replace(/[_-]+/g, " ") },
    ...tool.schemaTexts,
  ];
  return texts.flatMap(({ where, text }) =>
    addressesIn(text).map((passage) => remark(`the ${where} speaks to whoever judges the tool`, where === "name" ? tool.name : passage)),
  );
}

/** Comments, strings and file names of the handler that speak to the judge. */
export function addressedInCode(tool: ToolMaterial): Remark[] {
  return (tool.excerpt?.pieces ?? []).flatMap(({ file, text }) => [
    ...addressesIn(text).map((passage) => remark("the code speaks to whoever judges it", passage)),
    ...(addressesIn(file.replace(/[/_.-]+/g, " ")).length > 0 ? [remark("a file name speaks to whoever judges it", file)] : []),
  ]);
}

function remark(says: string, passage: string): Remark {
  return { criterion: "injection", says, quote: quoteOf(passage), weight: WEIGHT };
}
