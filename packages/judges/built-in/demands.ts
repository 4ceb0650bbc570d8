import type { Concept } from "@mcp-assay/core/metadata/lexicon";
import { segments } from "@mcp-assay/core/metadata/segments";
import { readSentence, type Sentence } from "@mcp-assay/core/metadata/sentence";
import { isMention } from "@mcp-assay/core/metadata/structure";
import { shownTexts, type ToolMaterial } from "../material/tool-material.ts";

/** A sentence that a model is shown, with where it stands. */
export interface Said {
  readonly where: string;
  readonly text: string;
  readonly sentence: Sentence;
  /** The first sentence of its text: what the tool is for. */
  readonly opening: boolean;
}

const LONGEST_TEXT = 20_000;

const read = new WeakMap<ToolMaterial, readonly Said[]>();

/** All sentences of the texts of a tool that could tell a model anything; those that describe or forbid such texts are left out. */
export function sentencesOf(tool: ToolMaterial): readonly Said[] {
  let sentences = read.get(tool);
  if (sentences === undefined) {
    sentences = readSentences(tool);
    read.set(tool, sentences);
  }
  return sentences;
}

function readSentences(tool: ToolMaterial): Said[] {
  const own = new Set(tool.server.toolNames.map((name) => name.toLowerCase()));
  return shownTexts(tool)
    .flatMap(({ where, text }) =>
      segments(text.slice(0, LONGEST_TEXT)).map((segment, index) => ({
        where,
        text: segment.text,
        sentence: withoutOwnTools(readSentence(segment), own),
        opening: index === 0,
      })),
    )
    .filter(({ sentence }) => !isMention(sentence) && !sentence.said.has("consent"));
}

/** To name a tool of the same server is a note on usage. */
function withoutOwnTools(sentence: Sentence, own: ReadonlySet<string>): Sentence {
  const strange = sentence.hits.some(({ concept, start, end }) => concept === "tool-name" && !own.has(sentence.plain.slice(start, end)));
  return strange ? sentence : { ...sentence, said: new Set([...sentence.said].filter((concept) => concept !== "tool-name")) };
}

/** Whether a sentence says one of these outside of quotation marks. */
export function says({ sentence }: Said, ...concepts: readonly Concept[]): boolean {
  return concepts.some((concept) => sentence.said.has(concept));
}

/** A sentence that orders its reader about, rather than describing: "must", "always", "before any", "do not". */
export function orders(said: Said): boolean {
  return says(said, "must", "exclusive", "obey", "lasting", "trigger", "second-person", "joined-name");
}
