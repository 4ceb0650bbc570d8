import { follows, type Sentence } from "./sentence.ts";
import type { Signal, STRUCTURE_KINDS } from "./signal.ts";

type StructureKind = (typeof STRUCTURE_KINDS)[number];
type Has = (concept: Parameters<Sentence["said"]["has"]>[0]) => boolean;

interface Shape {
  readonly kind: StructureKind;
  readonly note: string;
  readonly fits: (has: Has, sentence: Sentence) => boolean;
}

/** A command counts unless it is the thing that is forbidden ("never include passwords"). */
const commands = (has: Has, sentence: Sentence) => (has("give") || has("fetch")) && !has("consent") && !forbids(sentence);
const forbids = (sentence: Sentence) => follows(sentence, "not", "give", 25) || follows(sentence, "not", "fetch", 25);
const orders = (has: Has) => has("joined-name") || has("must") || has("exclusive") || has("second-person") || has("obey");
const presses = (has: Has) => orders(has) || has("model");
const secretThing = (has: Has) => has("credential") || has("sensitive-path");
const privateThing = (has: Has) => has("private-data") || has("conversation") || has("prompt") || secretThing(has);

/** The first sentence of a text says what the tool does. */
const isOpening = (sentence: Sentence) => sentence.start === 0 && !sentence.said.has("besides");

/** Opens with a verb of command, after the sentence that says what the tool does: "Attach the …". */
const bids = (sentence: Sentence) =>
  sentence.start > 0 &&
  sentence.hits.some((hit) => (hit.concept === "give" || hit.concept === "fetch") && hit.start <= 8) &&
  !sentence.said.has("described");

/** Who is told what, about which data, with whose knowledge: one line per figure, over the words of one sentence. */
const SHAPES: readonly Shape[] = [
  {
    kind: "secrecy",
    note: "tells the model to keep something from the user",
    fits: (has, s) =>
      !has("consent") &&
      // "Do not mention more than ten users" is about the message, not about its reader.
      !has("limit") &&
      ((has("hush") && !secretThing(has)) ||
        ((follows(s, "not", "disclose", 45) || follows(s, "disclose", "not", 25)) &&
          (has("user") || has("reply") || has("second-person") || has("must") || has("model"))) ||
        (has("quiet") && (has("user") || has("reply") || has("give") || has("disclose") || has("must")))),
  },
  {
    kind: "credential-request",
    note: "asks the model to fetch or hand over credentials",
    fits: (has, s) => secretThing(has) && commands(has, s) && (orders(has) || has("sensitive-path") || bids(s)),
  },
  {
    kind: "prompt-request",
    note: "asks for the instructions of the model",
    fits: (has, s) => has("prompt") && !has("described") && (commands(has, s) || has("obey") || has("disclose") || has("exclusive")),
  },
  {
    kind: "context-request",
    note: "asks for the conversation or the results of other tools",
    fits: (has, s) =>
      (has("conversation") && has("prompt") && !has("consent")) ||
      ((has("conversation") || (has("other-tool") && /\b(?:results?|returned|outputs?)\b|返|ergebnis|résultat|resultad/.test(s.plain))) &&
        commands(has, s) &&
        has("give") &&
        (presses(has) || has("user") || has("whole"))),
  },
  {
    kind: "data-request",
    note: "asks the model to hand over the user's data",
    fits: (has, s) => has("private-data") && has("give") && commands(has, s) && (has("user") || has("exclusive") || has("address")),
  },
  {
    kind: "send-out",
    note: "sends data to an address of the author's choice",
    fits: (has, s) =>
      has("address") && has("give") && commands(has, s) && (privateThing(has) || has("user") || has("must") || has("reply")),
  },
  {
    kind: "shadowing",
    note: "changes how another tool is used",
    fits: (has) => has("alter") && (has("other-tool") || (has("tool-name") && (has("must") || has("exclusive")))),
  },
  {
    kind: "tool-call",
    note: "orders a call of another tool",
    fits: (has, s) => (has("tool-name") || has("other-tool")) && has("must") && has("exclusive") && !follows(s, "not", "choose", 30),
  },
  {
    kind: "precedence",
    note: "claims precedence over other tools",
    fits: (has, s) =>
      (has("superlative") && (has("choose") || has("other-tool") || /\b(?:tool|service|function)\b/.test(s.plain) || has("exclusive"))) ||
      (has("disparage") && has("other-tool")) ||
      (has("choose") && has("exclusive") && has("other-tool")) ||
      (has("other-tool") && (follows(s, "not", "choose", 25) || has("override"))),
  },
  {
    kind: "override",
    note: "sets aside earlier instructions or safety rules",
    fits: (has, s) => has("override") && has("rules") && !follows(s, "not", "override", 25),
  },
  {
    kind: "authority",
    note: "gives data the rank of an instruction",
    fits: (has) => has("obey") && (has("rules") || has("model") || has("prompt")),
  },
  {
    kind: "lasting",
    note: "wants to hold beyond this call",
    fits: (has) =>
      has("lasting") &&
      !has("consent") &&
      (has("unasked") ||
        has("disclose") ||
        has("model") ||
        has("reply") ||
        has("choose") ||
        has("alter") ||
        has("must") ||
        has("override")),
  },
  { kind: "unasked", note: "takes the user's consent away", fits: (has, s) => has("unasked") && !follows(s, "not", "unasked", 20) },
  {
    kind: "threat",
    note: "threatens or presses",
    fits: (has) =>
      has("threat") &&
      (has("second-person") ||
        has("override") ||
        has("obey") ||
        has("model") ||
        (has("choose") && has("exclusive")) ||
        (has("fetch") && has("exclusive"))),
  },
  {
    kind: "image-exfiltration",
    note: "puts data into the address of an image",
    fits: (has, s) =>
      (has("picture") || s.plain.includes("![")) &&
      (has("address") || has("query-address") || s.quoted.has("query-address")) &&
      (privateThing(has) || has("user") || has("reply") || has("query-address") || s.quoted.has("query-address")),
  },
  {
    kind: "link-exfiltration",
    note: "puts data into the address of a link",
    fits: (has, s) =>
      /\b(?:links?|href|query string)\b|\]\(/.test(s.plain) &&
      !s.plain.includes("![") &&
      privateThing(has) &&
      (has("give") || has("query-address")),
  },
  {
    kind: "steering",
    note: "tells the model what to make people believe",
    fits: (has) => has("steer") && (has("trigger") || has("lasting") || has("must") || has("exclusive")) && !has("consent"),
  },
  {
    kind: "side-effect",
    note: "orders a change that the tool is not for",
    fits: (has, s) => has("harm") && (has("besides") || has("trigger") || has("exclusive")) && !has("consent") && !isOpening(s),
  },
  {
    kind: "trigger",
    note: "ties an act to what the user does elsewhere",
    fits: (has, s) =>
      has("trigger") &&
      (has("give") || has("alter")) &&
      !has("consent") &&
      !forbids(s) &&
      (has("must") || has("whole") || has("address") || privateThing(has) || has("alter")),
  },
  { kind: "impersonation", note: "speaks to the model as its user or owner would", fits: (has) => has("impostor") },
  { kind: "remote-command", note: "has a downloaded script run", fits: (has) => has("remote-command") || (has("address") && has("obey")) },
];

/** Figures that one sentence makes outside of quotation marks. */
export function figuresOf(sentence: Sentence): Signal[] {
  const has: Has = (concept) => sentence.said.has(concept);
  return SHAPES.filter(({ fits }) => fits(has, sentence)).map(({ kind, note }) => ({
    kind,
    start: sentence.start,
    end: sentence.end,
    note,
  }));
}

/** Whether a sentence speaks about such texts rather than being one: it opens with a word of description ("Detects …") and tells nobody. */
export function isMention(sentence: Sentence): boolean {
  const opens = sentence.hits.some((hit) => hit.concept === "described" && hit.start <= 12);
  return opens && !sentence.said.has("second-person") && !sentence.said.has("must");
}
