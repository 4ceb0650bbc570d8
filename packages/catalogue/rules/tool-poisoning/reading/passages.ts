import type { Draft, See } from "@mcp-assay/core/define/rule";
import type { TextAnalysis } from "@mcp-assay/core/metadata/text-analysis";
import type { Place } from "@mcp-assay/core/surface/surface";

/** A text to be judged, and how to call it. */
interface Text {
  readonly where: string;
  readonly text: string;
  readonly place: Place;
}

/** Passages are quoted to people: long enough to judge, short enough to read. */
const LONGEST = 160;

/** Texts that are instructions and speak for one of these families; each gives one draft with the most telling passage. */
export function* ordersOf(texts: Iterable<Text>, see: See, families: readonly string[] | null): Generator<Draft> {
  for (const one of texts) {
    const analysis = see.text(one.text);
    if (analysis.verdict !== "instruction") continue;
    if (families === null || analysis.families.some((family) => families.includes(family)))
      yield { ...draft(one, passage(one.text, analysis)), ...doubt(analysis.score) };
  }
}

/** Below this score a reading is right more often than not, and no more (docs/metadata-model.generated.md). */
const SURE = 0.7;

/** An unsure reading is worth a look; it condemns no server. */
function doubt(score: number): Pick<Draft, "confidence" | "severity"> {
  return score >= SURE ? {} : { confidence: { level: "low", reason: "the reading of the text is not a sure one" }, severity: "medium" };
}

/** A draft of the message "found" about one text. */
export function draft(one: Text, said: string): Draft {
  return { message: "found", holes: { where: one.where, said }, place: one.place, snippet: said };
}

/** The words of the strongest sentence. */
export function passage(text: string, analysis: Pick<TextAnalysis, "strongest">): string {
  const { start, end } = analysis.strongest ?? { start: 0, end: text.length };
  return shorten(text.slice(start, end));
}

/** On one line, cut where it is long. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length <= LONGEST ? line : `${[...line].slice(0, LONGEST - 1).join("")}…`;
}
