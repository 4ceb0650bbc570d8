import type { SinkKind, SourceKind } from "@mcp-assay/core/define/kinds";
import type { Flow } from "@mcp-assay/core/taint/flow";
import { type Answer, type Judge, unsure } from "../judge.ts";
import type { FlowMaterial, ToolMaterial } from "../material/tool-material.ts";
import { bids, forbids, type Said, says, sentencesOf } from "./demands.ts";
import { unknownHosts } from "./hosts.ts";
import { opinionOf, quoteOf, type Remark } from "./opinion.ts";
import { type Act, allWords, isEnglish, speaksOf } from "./words.ts";

/** Channels on which something leaves a call besides its result, what shows them, and words that announce them. */
interface Channel {
  readonly name: string;
  readonly operations: RegExp;
  readonly sinks: RegExp;
  readonly announced: RegExp;
  /** The act by whose words a channel is announced too: doubt counts for the tool. */
  readonly act: Act;
  readonly weight: number;
}

const CHANNELS: readonly Channel[] = [
  {
    name: "a request to another machine",
    act: "network_egress",
    operations: /^(?:http-request|email-send|message-post|llm-call)$/,
    sinks: /^(?:url|url-host|request-body|request-header)$/,
    announced:
      /\b(?:send|sends|post|posts|upload|publish|submit|notif|e-?mail|messag|share|sync|forward|transmit|fetch|download|request|search|brows|scrape|crawl|web|online|internet|remote|api|https?|url|server|service|look(?:s|ed)? up|github|webhook|translat|weather|forecast|telemetry|analytics|report(?:s|ed)? to|site|feed|news|market|exchange|live|channel|ticket|tracker|cloud)/,
    weight: 5.5,
  },
  {
    name: "a change of files",
    act: "file_write",
    operations: /^(?:file-write|file-mode|archive-extract)$/,
    sinks: /^(?:path-write|archive-extract)$/,
    announced:
      /\b(?:writ|sav(?:e|es|ed|ing)\b|stor(?:e|es|ed|ing)\b|creat|updat|append|edit|modif|delet|remov|renam|mov(?:e|es|ing)\b|cop(?:y|ies)\b|export|download|record|log(?:s|ged|ging)?\b|cach|persist|remember|archiv|extract|unpack|back|replac|patch|insert|keep|journal|histor|clean|clear|purge|convert|resiz|render|note|todo|task|bookmark|file|draft)/,
    weight: 5.8,
  },
  {
    name: "a file that is deleted",
    act: "file_delete",
    operations: /^file-delete$/,
    sinks: /^path-delete$/,
    announced:
      /\b(?:delet|remov|clean|clear|purg|eras|wip(?:e|es|ed|ing)\b|discard|trash|empt|prun|uninstall|destroy|mov(?:e|es|ing)\b|renam|replac|reset|rotat|expir|tempor|drop)/,
    weight: 6,
  },
  {
    name: "a file that is read",
    act: "file_read",
    operations: /^file-read$/,
    sinks: /^path-read$/,
    announced:
      /\b(?:files?\b|path|folder|director|document|load|reads?\b|reading|opens?\b|note|memo|config|setting|logs?\b|local|disk|workspace|project|repositor|image|pdf|csv|template|cach|stored|saved|attach|histor|memor|dictionar|database|source|upload|search|find|list|archiv|backup|scan|transcri|summar|todo|task|bookmark|contact|calendar)/,
    weight: 4.6,
  },
  {
    name: "a program that is started",
    act: "process_exec",
    operations: /^process-start$/,
    sinks: /^(?:shell-command|program|argv-option)$/,
    announced:
      /\b(?:run|exec|start|launch|spawn|command|shell|terminal|script|process|program|cli\b|compil|build|install|deploy|tests?\b|lint|format|git\b|commit|branch|docker|container|kube|npm|pip\b|render|screenshot|ffmpeg|convert|ping\b|transcod|restart|notif|speak|open)/,
    weight: 6.2,
  },
  {
    name: "code that is evaluated",
    act: "code_eval",
    operations: /^code-evaluation$/,
    sinks: /^code$/,
    announced: /\b(?:eval|code|expression|formula|script|snippet|javascript|python|exec|run|templat|plugin|browser)/,
    weight: 6.2,
  },
  {
    name: "a database",
    act: "db_access",
    operations: /^database-query$/,
    sinks: /^(?:sql|nosql)$/,
    announced:
      /\b(?:database|db\b|sql|quer|table|record|row|collection|stor|sav|customer|user|order|account|product|inventor|catalog|entit|memor|cache|look|search|task|note)/,
    weight: 4.6,
  },
];

/** Data that is not the caller's to give away. */
const PRIVATE: ReadonlySet<SourceKind> = new Set(["file-content", "all-environment", "secret", "database-content", "environment"]);
const LEAVES: ReadonlySet<SinkKind> = new Set(["request-body", "url", "user-prompt", "system-prompt"]);

/** Follows where data goes: what leaves a call on channels that nothing announces, and what the texts have a model carry. */
export const dataFlowPosture: Judge = { id: "data-flow-posture", provider: "built-in", concurrency: 1, judge: (tool) => look(tool) };

function look(tool: ToolMaterial): Answer {
  const remarks = carried(tool);
  if (!tool.hasHandler) return remarks.length > 0 ? opinionOf(remarks, 0.6) : unsure("no handler was found, so no flow is known");
  remarks.push(...privateData(tool), ...passedOn(tool), ...acrossTools(tool));
  const readable = isEnglish(`${tool.title}\n${tool.description}`);
  if (readable) remarks.push(...unannounced(tool));
  else if (remarks.length === 0) return unsure("the description cannot be read with the word lists at hand");
  return opinionOf(remarks, tool.flows.length + tool.acts.length > 0 ? 0.8 : 0.6);
}

/** Channels that are used and not announced. */
function unannounced(tool: ToolMaterial): Remark[] {
  const words = allWords(tool);
  return CHANNELS.flatMap((channel): Remark[] => {
    const act = tool.acts.find(({ operation, shared }) => !shared && channel.operations.test(operation.kind));
    const flow = tool.flows.find(({ flow: one, shared }) => !shared && channel.sinks.test(one.sink.kind));
    const line = act?.line ?? flow?.sinkLine;
    if (
      line === undefined ||
      (channel.act === "file_delete" && tool.tidiesUp) ||
      channel.announced.test(words) ||
      speaksOf(channel.act, words)
    )
      return [];
    const hosts = channel.name.startsWith("a request") ? unknownHosts(tool, words) : [];
    if (channel.name.startsWith("a request") && hosts.length === 0 && hostless(tool)) return [];
    const fed = flow === undefined ? "" : `, fed by ${flow.flow.source.name || "its arguments"}`;
    const remark = {
      says: `data leaves through ${channel.name}${fed}; nothing announces it`,
      quote: quoteOf(line || tool.name),
      weight: channel.weight,
    };
    return [
      { ...remark, criterion: "undisclosed_side_effects" },
      { ...remark, criterion: "excess_permission", weight: channel.weight - 0.5 },
    ];
  });
}

/** Requests whose host is the namesake of the server announce themselves. */
function hostless(tool: ToolMaterial): boolean {
  return tool.acts.some(({ call, line }) => /https?:\/\//.test(`${call}${line}`));
}

/** Private data that leaves in a request, whatever the texts say about requests. */
function privateData(tool: ToolMaterial): Remark[] {
  return tool.flows
    .filter(({ flow }) => PRIVATE.has(flow.source.kind) && LEAVES.has(flow.sink.kind) && gravest(flow) > 0)
    .map(
      ({ flow, sinkLine }): Remark => ({
        criterion: "undisclosed_side_effects",
        says: `${flow.source.kind} goes into ${flow.sink.api}`,
        quote: quoteOf(sinkLine || tool.name),
        weight: gravest(flow),
      }),
    );
}

function gravest({ source }: Flow): number {
  return source.kind === "all-environment" ? 8.5 : source.kind === "secret" ? 5 : 0;
}

/** Data of the caller that goes to hosts of two owners. */
function passedOn(tool: ToolMaterial): Remark[] {
  const sent = tool.flows.filter(
    ({ flow }) => flow.source.kind === "tool-input" && (flow.sink.kind === "request-body" || flow.sink.kind === "url"),
  );
  const owners = new Map<string, FlowMaterial>();
  for (const one of sent) {
    const host = /https?:\/\/([\w-]+(?:\.[\w-]+)+)/.exec(one.sinkLine)?.[1]?.toLowerCase();
    if (host !== undefined) owners.set(host.split(".").slice(-2).join("."), one);
  }
  const second = [...owners.values()][1];
  return second === undefined
    ? []
    : [
        {
          criterion: "undisclosed_side_effects",
          says: `arguments go to ${[...owners.keys()].join(" and ")}`,
          quote: quoteOf(second.sinkLine),
          weight: 6,
        },
      ];
}

/** One tool reads what is private, this one sends to wherever its caller likes: text can lead a model from one to the other. */
function acrossTools(tool: ToolMaterial): Remark[] {
  const { reader } = tool.server;
  const sends = tool.flows.find(
    ({ flow }) => flow.source.kind === "tool-input" && (flow.sink.kind === "url" || flow.sink.kind === "url-host"),
  );
  return sends === undefined || reader === null || reader === tool.name
    ? []
    : [
        {
          criterion: "excess_permission",
          says: `sends to any address, beside ${reader}, which reads private data`,
          quote: quoteOf(sends.sinkLine || tool.name),
          weight: 3.5,
        },
      ];
}

/** Data that the texts have a model carry: from a private place, into this call or to an address; or keep from its user. */
function carried(tool: ToolMaterial): Remark[] {
  const sends = tool.capabilities.includes("network_egress");
  return sentencesOf(tool).flatMap((said): Remark[] => {
    const route = routeOf(said, sends);
    return route === null
      ? []
      : [{ criterion: "injection", says: `the ${said.where} ${route.says}`, quote: quoteOf(said.text), weight: route.weight }];
  });
}

/** @param sends the code itself sends; then "sends it to us" tells what it does, and bids nobody to */
function routeOf(said: Said, sends: boolean): { readonly says: string; readonly weight: number } | null {
  const from = says(said, "sensitive-path", "credential", "conversation", "prompt", "private-data", "other-tool");
  const into = says(said, "give", "address", "query-address", "picture", "reply") || (!sends && says(said, "does-give"));
  const urged = says(
    said,
    "must",
    "exclusive",
    "trigger",
    "lasting",
    "whole",
    "obey",
    "quiet",
    "hush",
    "besides",
    "second-person",
    "joined-name",
  );
  if (from && into && !forbids(said)) return { says: "has the model carry private data", weight: urged ? 7 : bids(said) ? 4.6 : 3.5 };
  if (
    says(said, "address", "query-address") &&
    says(said, "give", "picture", "alter", "reply", "obey") &&
    (urged || says(said, "user", "give"))
  )
    return { says: "sends data to an address of its own", weight: 5.5 };
  if (
    says(said, "alter", "override") &&
    says(said, "other-tool", "tool-name", "rules", "prompt", "address", "reply") &&
    (urged || says(said, "user"))
  )
    return { says: "turns other data flows aside", weight: 6.4 };
  if (says(said, "limit")) return null;
  if (
    says(said, "hush") ||
    (says(said, "quiet") && says(said, "give", "reply", "user")) ||
    (says(said, "not") && says(said, "disclose") && says(said, "user", "reply"))
  )
    return { says: "keeps what happens from the user", weight: 5.5 };
  return null;
}
