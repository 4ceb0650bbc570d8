import { SINK_KINDS, type SinkKind } from "@mcp-assay/core/define/kinds";

/** What one line of a model's fixture claims: data of a tool call reaches this sink there, or (null) no sink at all. */
export interface Claim {
  /** Counts from 1. */
  readonly line: number;
  readonly sink: SinkKind | null;
  /** The line itself without its mark, trimmed. */
  readonly code: string;
}

const MARK = /^(.*?)\s*(?:\/\/|#)\s*(?:sink:\s*(\S+)|(clean))\s*$/;

/** The marked lines of a fixture, in writing order. Throws where a mark names no sink kind: the fixture is ours. */
export function claimsIn(file: string, text: string): Claim[] {
  return text.split("\n").flatMap((source, index) => {
    const match = MARK.exec(source);
    if (match === null) return [];
    const word = match[2];
    if (word !== undefined && !isSinkKind(word)) throw new Error(`${file}:${index + 1}: "${word}" is no sink kind`);
    return [{ line: index + 1, sink: word ?? null, code: (match[1] ?? "").trim() }];
  });
}

function isSinkKind(word: string): word is SinkKind {
  return (SINK_KINDS as readonly string[]).includes(word);
}
