import type { Concept } from "@mcp-assay/core/metadata/lexicon";
import { follows, type Sentence } from "@mcp-assay/core/metadata/sentence";
import { isMention } from "@mcp-assay/core/metadata/structure";
import { shownTexts, type ToolMaterial } from "../material/tool-material.ts";
import { hostsOf } from "./hosts.ts";
import { sentencesIn } from "./sentences.ts";

/** A sentence that a model is shown, with where it stands. */
export interface Said {
  readonly where: string;
  readonly text: string;
  readonly sentence: Sentence;
  /** The first sentence of its text: what the tool is for. */
  readonly opening: boolean;
}

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
  const own: Own = {
    tools: new Set(tool.server.toolNames.map((name) => name.toLowerCase())),
    hosts: new Set(hostsOf(tool)),
  };
  return shownTexts(tool)
    .flatMap(({ where, text }) =>
      sentencesIn(tool, text).map(({ segment, sentence }, index) => ({
        where,
        text: segment.text,
        sentence: withoutOwn(sentence, own),
        opening: index === 0,
      })),
    )
    .filter(({ sentence }) => !isMention(sentence) && !sentence.said.has("consent"));
}

/** What belongs to the server: to name it is a note on usage, or says what the code does. */
interface Own {
  readonly tools: ReadonlySet<string>;
  /** Hosts that the handler's code contacts. */
  readonly hosts: ReadonlySet<string>;
}

/** A sentence without its server's own tools and hosts, links for the reader, and the words that addresses are made of. */
function withoutOwn(sentence: Sentence, own: Own): Sentence {
  const { plain, hits } = sentence;
  const addresses = hits.filter(({ concept }) => isAddress(concept));
  const gives = hits.some(({ concept, start }) => concept === "give" && !addresses.some((one) => start >= one.start && start < one.end));
  const kept = hits.filter(({ concept, start, end }) => {
    const text = plain.slice(start, end);
    if (concept === "tool-name") return !own.tools.has(text);
    if (!isAddress(concept)) return !addresses.some((one) => start >= one.start && end <= one.end);
    return !isOwnHost(hostOf(text), own) && (gives || concept !== "address" || plain.slice(start - 2, start) !== "](");
  });
  if (kept.length === hits.length) return sentence;
  const left = new Set(kept.map(({ concept }) => concept));
  return { ...sentence, hits: kept, said: new Set([...sentence.said].filter((one) => one === "joined-name" || left.has(one))) };
}

function isAddress(concept: Concept): boolean {
  return concept === "address" || concept === "query-address";
}

/** A host that the code contacts, or the domain that such a host lies in. */
function isOwnHost(host: string, own: Own): boolean {
  return [...own.hosts].some((one) => one === host || one.endsWith(`.${host}`));
}

/** "a.example" of "https://a.example/b", of "c@a.example" and of "a.example". */
function hostOf(address: string): string {
  return address
    .replace(/^[a-z0-9]+:\/\//, "")
    .replace(/^[^/]*@/, "")
    .split(/[/:?#]/, 1)[0] as string;
}

/** Whether a sentence says one of these outside of quotation marks. */
export function says({ sentence }: Said, ...concepts: readonly Concept[]): boolean {
  return concepts.some((concept) => sentence.said.has(concept));
}

/** A sentence that orders its reader about, rather than describing: "must", "always", "before any", "do not". */
export function orders(said: Said): boolean {
  return says(said, "must", "exclusive", "obey", "lasting", "trigger", "second-person", "joined-name");
}

/** A sentence that opens with a verb of handing over or fetching, after the one that says what the tool is for: "Attach the …". */
export function bids({ sentence, opening }: Said): boolean {
  const commands = sentence.hits.some(({ concept, start }) => (concept === "give" || concept === "fetch") && start <= 8);
  return commands && !opening && !sentence.said.has("described");
}

/** A sentence that keeps its reader from handing something over: "do not include any credentials". */
export function forbids({ sentence }: Said): boolean {
  return follows(sentence, "not", "give", 25) || follows(sentence, "not", "fetch", 25);
}
