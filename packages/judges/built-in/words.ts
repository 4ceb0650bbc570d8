import { segments } from "@mcp-assay/core/metadata/segments";
import type { Schema } from "@mcp-assay/core/surface/surface";
import type { ToolMaterial } from "../material/tool-material.ts";
import data from "./act-words.json" with { type: "json" };
import { addressesIn, addressesOf } from "./addressed.ts";
import { sentencesIn } from "./sentences.ts";

/** Kinds of acts that a description can own up to: capabilities, and two that matter more than the capability they belong to. */
export type Act = Exclude<keyof typeof data, "kept_elsewhere" | "retrieve">;

/** Words with stems: an entry of five letters or more, or with a cut ending, also stands for what begins with it. */
const PATTERNS = Object.fromEntries(
  Object.entries(data).map(([act, words]) => [act, new RegExp(`(?<![a-z])(?:${words.map(withEndings).join("|")})(?![a-z])`)]),
) as Readonly<Record<keyof typeof data, RegExp>>;

function withEndings(word: string): string {
  return word.length >= 4 ? `${word}[a-z]{0,6}` : `${word}s?`;
}

/** Whether a text speaks of an act, in whatever sense: doubt counts for the tool. */
export function speaksOf(act: Act, text: string): boolean {
  if (PATTERNS[act].test(text)) return true;
  // Who gets songs or prices gets them from somewhere; who adds prices up does not.
  return act === "network_egress" && PATTERNS.kept_elsewhere.test(text) && PATTERNS.retrieve.test(text);
}

/** Function words; a sentence of more than a few words without any is in another language. */
const ENGLISH =
  /\b(?:the|an?|of|to|in|for|with|by|from|is|are|on|or|and|this|that|it|its|all|your|you|at|as|into|when|if|be|can|given|using|per|about|between|not|which)\b/i;

/** Whether word lists in English can read a text: one English sentence is enough, or any text could be made unreadable by an addition. */
export function isEnglish(text: string): boolean {
  const sentences = segments(text);
  return sentences.length === 0 || sentences.some((one) => isEnglishSentence(one.text));
}

function isEnglishSentence(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const latin = words.filter((word) => /^[a-z]+$/i.test(word)).length;
  return latin >= words.length * 0.7 && (words.length <= 5 || ENGLISH.test(text));
}

/** A name as lower-case words: "getUserByID_v2" → "get user by id v 2". */
export function wordsOfName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** Names of all parameters, as words. */
export function parameterWords(schema: Schema | null): string[] {
  return Object.keys(schema?.properties ?? {}).map(wordsOfName);
}

const told = new WeakMap<ToolMaterial, string>();

/** What a tool says about itself, in lower case. Sentences to whoever judges it, or to the model, describe nothing and are left out. */
function ownWords(tool: ToolMaterial): string {
  let words = told.get(tool);
  if (words === undefined) {
    const texts = [tool.title, tool.description, ...tool.schemaTexts.map(({ text }) => text)].map((text) => descriptive(tool, text));
    words = [wordsOfName(tool.name), ...texts, ...parameterWords(tool.schema)].join(" . ").toLowerCase();
    told.set(tool, words);
  }
  return words;
}

const TO_THE_MODEL = ["override", "impostor", "obey", "prompt", "hush"] as const;
/** With these, a sentence with a model in it is an order to it; without, it may say that a model is used. */
const ORDERS = ["must", "exclusive", "second-person", "lasting", "trigger"] as const;

function descriptive(tool: ToolMaterial, text: string): string {
  const speaksToJudges = addressesOf(tool, text).length > 0;
  return sentencesIn(tool, text)
    .filter(({ segment }) => !speaksToJudges || addressesIn(segment.text).length === 0)
    .filter(({ sentence: { said } }) => {
      return !TO_THE_MODEL.some((concept) => said.has(concept)) && !(said.has("model") && ORDERS.some((concept) => said.has(concept)));
    })
    .map(({ segment }) => segment.text)
    .join(" ");
}

/** What a tool says about itself, and what its server and package are called: whoever connects "github-server" expects requests. */
export function allWords(tool: ToolMaterial): string {
  return `${ownWords(tool)} . ${wordsOfName(tool.server.name)} . ${wordsOfName(tool.server.packageName)}`;
}
