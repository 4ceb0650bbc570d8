import type { ReadText } from "@mcp-assay/core/metadata/read-once";
import { type Answer, type Judge, unsure } from "../judge.ts";
import { shownTexts, type ToolMaterial } from "../material/tool-material.ts";
import { onTextsOnly, opinionOf, quoteOf, type Remark } from "./opinion.ts";

export type { ReadText } from "@mcp-assay/core/metadata/read-once";

const THRESHOLD = 0.5;

/** Asks the trained text model how likely each text of a tool is an instruction against the user. It looks at no code. */
export function textModel(readText: ReadText): Judge {
  return { id: "text-model", provider: "built-in", concurrency: 1, judge: (tool) => read(tool, readText) };
}

function read(tool: ToolMaterial, readText: ReadText): Answer {
  const texts = shownTexts(tool);
  if (texts.length === 0) return unsure("the tool has no text to read");
  let highest = 0;
  const remarks = texts.flatMap(({ where, text }): Remark[] => {
    const { score, strongest, decoded } = readText(text, tool.server.toolNames);
    highest = Math.max(highest, score);
    if (score < THRESHOLD) return [];
    const passage = strongest === null ? text : text.slice(strongest.start, strongest.end);
    const hidden = decoded.length === 0 ? "" : `, hidden in ${decoded.map(({ how }) => how).join(" and ")}`;
    const says = `the ${where} reads as an instruction to the model (${Math.round(100 * score)} %)${hidden}`;
    return [{ criterion: "injection", says, quote: quoteOf(passage), weight: weightOf(score) }];
  });
  return onTextsOnly(opinionOf(remarks, 0.4 + Math.abs(highest - THRESHOLD) * 1.1), tool);
}

/** 0.5, which one in a hundred honest texts reaches, is suspicious (6), certainty is grave (9.5). */
function weightOf(score: number): number {
  return 6 + (score - THRESHOLD) * 7;
}
