import type { Capability } from "@mcp-assay/core/define/kinds";
import { type Answer, type Judge, unsure } from "../judge.ts";
import { isDeletion, shows } from "../material/acts.ts";
import type { ActMaterial, ToolMaterial } from "../material/tool-material.ts";
import { addressedInCode } from "./addressed.ts";
import { bids, forbids, orders, type Said, says, sentencesOf } from "./demands.ts";
import { hostIsKnown } from "./hosts.ts";
import { opinionOf, quoteOf, type Remark } from "./opinion.ts";
import { type Act, allWords, isEnglish, speaksOf } from "./words.ts";

/** How grave it is that a handler does this and nothing says so. */
const UNDISCLOSED: Readonly<Partial<Record<Act, number>>> = {
  process_exec: 6.5,
  code_eval: 6.5,
  file_delete: 6.5,
  file_write: 6,
  secret_access: 6,
  all_environment: 6,
  db_access: 5,
  network_egress: 5,
  file_read: 4.5,
};

/** Compares what a tool says it does with what its handler was computed to do. */
export const declaredAgainstComputed: Judge = {
  id: "declared-against-computed",
  provider: "built-in",
  concurrency: 1,
  judge: (tool) => compare(tool),
};

function compare(tool: ToolMaterial): Answer {
  const remarks = [...orderedButNotDone(tool), ...addressedInCode(tool)];
  if (!tool.hasHandler) return remarks.length > 0 ? opinionOf(remarks, 0.6) : unsure("no handler was found to compare with");
  const words = allWords(tool);
  const readable = isEnglish(`${tool.title}\n${tool.description}`);
  if (readable) remarks.push(...undisclosed(tool, words));
  remarks.push(...contradicted(tool));
  if (!readable && remarks.length === 0) return unsure("the description cannot be read with the word lists at hand");
  return opinionOf(remarks, readable && tool.descriptionComplete ? 0.8 : 0.5);
}

/** Acts of the handler of which neither name nor description nor schema says a word. */
function undisclosed(tool: ToolMaterial, words: string): Remark[] {
  return actsOf(tool).flatMap((act): Remark[] => {
    const weight = UNDISCLOSED[act] ?? 0;
    if (weight === 0 || speaksOf(act, words)) return [];
    if (act === "network_egress" && hostIsKnown(tool, words)) return [];
    const quote = lineOf(tool, act);
    const silent = tool.descriptionComplete ? "its texts say nothing" : "nothing is said as far as its texts are known";
    const remark = { says: `${spelled(act)}, of which ${silent}`, quote, weight };
    const excess = act === "process_exec" || act === "code_eval" || act === "all_environment";
    return [
      { ...remark, criterion: "undisclosed_side_effects" },
      ...(excess ? [{ ...remark, criterion: "excess_permission" } as const] : []),
    ];
  });
}

/** Acts that are the tool's own. */
function actsOf(tool: ToolMaterial): Act[] {
  const acts = new Set<Act>(tool.ownCapabilities.filter((one): one is Capability & Act => one in UNDISCLOSED));
  const own = [...tool.acts.filter(({ shared }) => !shared), ...tool.flows.filter(({ shared }) => !shared)];
  if (own.some((one) => isDeletion("flow" in one ? one.flow.sink.kind : one.operation.kind)) && !tool.tidiesUp) acts.add("file_delete");
  if (tool.flows.some(({ flow }) => flow.source.kind === "all-environment")) acts.add("all_environment");
  return [...acts];
}

function isShownBy(act: Act, kind: string): boolean {
  return act === "file_delete" ? isDeletion(kind) : act === "all_environment" ? kind === "all-environment" : shows(act, kind);
}

function spelled(act: Act): string {
  const words: Readonly<Record<Act, string>> = {
    process_exec: "the handler starts programs",
    code_eval: "the handler evaluates code",
    file_delete: "the handler deletes files",
    file_write: "the handler writes files",
    file_read: "the handler reads files",
    network_egress: "the handler talks to the network",
    db_access: "the handler uses a database",
    secret_access: "the handler reads credentials",
    all_environment: "the handler reads the whole environment",
  };
  return words[act];
}

/** The line that shows an act; the tool's name where no single line does. */
function lineOf(tool: ToolMaterial, act: Act): string {
  const call = tool.acts.find((one) => !one.shared && isShownBy(act, one.operation.kind));
  const sink = tool.flows.find(({ flow }) => isShownBy(act, flow.sink.kind));
  const source = tool.flows.find(({ flow }) => isShownBy(act, flow.source.kind));
  return quoteOf(call?.line || sink?.sinkLine || source?.sourceLine || tool.name);
}

/** Annotations that the code contradicts. */
function contradicted(tool: ToolMaterial): Remark[] {
  const { readOnlyHint, destructiveHint, openWorldHint } = tool.annotations;
  const act = (pattern: RegExp): ActMaterial | undefined =>
    tool.acts.find(({ operation: { kind }, shared }) => !shared && pattern.test(kind) && !(isDeletion(kind) && tool.tidiesUp));
  const remark = (says: string, weight: number, at: ActMaterial | undefined): Remark[] =>
    at === undefined ? [] : [{ criterion: "undisclosed_side_effects", says, weight, quote: quoteOf(at.line === "" ? tool.name : at.line) }];
  return [
    ...(readOnlyHint === true
      ? remark("annotated as read-only, and changes something", 6.5, act(/^(?:file-write|file-delete|email-send|message-post)$/))
      : []),
    ...(destructiveHint === false ? remark("annotated as not destructive, and deletes", 6, act(/^file-delete$/)) : []),
    ...(openWorldHint === false
      ? remark("annotated as closed, and talks to the network", 4.5, act(/^(?:http-request|email-send|message-post)$/))
      : []),
  ];
}

/** What texts demand to have done although no handler could do it: such words are for the model. */
function orderedButNotDone(tool: ToolMaterial): Remark[] {
  const can = new Set<string>(tool.capabilities);
  return sentencesOf(tool).flatMap((said) => {
    const why = said.opening && !orders(said) && !conduct(said) ? null : demandOf(said, can);
    const weight = orders(said) ? 7.2 : 5;
    return why === null ? [] : [{ criterion: "injection" as const, says: `the ${said.where} ${why}`, quote: quoteOf(said.text), weight }];
  });
}

function demandOf(said: Said, can: ReadonlySet<string>): string | null {
  const acts = says(said, "fetch", "give", "obey", "alter", "reply");
  const told = orders(said) || bids(said);
  if (says(said, "sensitive-path") && (acts || orders(said))) return "asks for a file of secrets that no code here reads";
  if (says(said, "credential") && acts && told && !forbids(said) && !can.has("secret_access"))
    return "asks for credentials that no code here needs";
  if (says(said, "conversation", "prompt") && acts && !forbids(said))
    return "asks for what was said in the conversation; no code reads that";
  if (says(said, "private-data") && says(said, "give") && !forbids(said)) return "has data handed over that no code fetches";
  if (says(said, "address") && says(said, "give", "alter") && !can.has("network_egress"))
    return "names an address that no code here contacts";
  if (says(said, "other-tool", "tool-name") && says(said, "alter", "override", "disparage"))
    return "says how other tools are to be used; no code does that";
  return conduct(said) ? "tells the model how to behave; no code does anything of the kind" : null;
}

/** Words on how to behave towards user, rules and other tools: nothing that a handler could do. */
function conduct(said: Said): boolean {
  return (
    says(said, "impostor", "unasked") ||
    (says(said, "steer") && (orders(said) || says(said, "user", "reply"))) ||
    (says(said, "superlative") && !says(said, "described")) ||
    (says(said, "disparage") && says(said, "other-tool", "exclusive", "override", "lasting")) ||
    (says(said, "hush") && !says(said, "limit")) ||
    (says(said, "override") && says(said, "rules", "prompt", "model")) ||
    (says(said, "harm") && says(said, "besides", "trigger", "must", "lasting")) ||
    (says(said, "threat") && says(said, "must", "obey", "override", "model", "rules")) ||
    (says(said, "quiet", "lasting", "harm", "picture") &&
      orders(said) &&
      says(said, "user", "reply", "give", "must", "model", "second-person", "address", "rules")) ||
    (says(said, "disclose") && says(said, "not") && says(said, "user", "reply") && !says(said, "limit"))
  );
}
