import { type Segment, segments } from "@mcp-assay/core/metadata/segments";
import { readSentence, type Sentence } from "@mcp-assay/core/metadata/sentence";
import type { ToolMaterial } from "../material/tool-material.ts";

/** A piece of a text of a tool, as written and as read. */
export interface ReadSegment {
  readonly segment: Segment;
  readonly sentence: Sentence;
}

const read = new WeakMap<ToolMaterial, Map<string, readonly ReadSegment[]>>();

/** The sentences of one text of a tool. Judges look at the same texts for different things; each is read once. */
export function sentencesIn(tool: ToolMaterial, text: string): readonly ReadSegment[] {
  const ofTool = read.get(tool) ?? new Map<string, readonly ReadSegment[]>();
  read.set(tool, ofTool);
  const sentences = ofTool.get(text) ?? segments(text).map((segment) => ({ segment, sentence: readSentence(segment) }));
  ofTool.set(text, sentences);
  return sentences;
}
