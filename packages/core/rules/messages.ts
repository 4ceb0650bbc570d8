import type { Rule } from "../define/rule.ts";
import type { Flow } from "../taint/flow.ts";

/** Names of one list that a sentence can hold. */
const SHOWN_NAMES = 4;
const MAX_HOLE = 200;

type Holes = Readonly<Record<string, string | number>>;

/** The rule's message with its {holes} filled. A hole that nobody fills stays, so that it is seen and mended. */
export function fillMessage(rule: Rule, key: string, holes: Holes): string {
  const template = Object.hasOwn(rule.messages, key) ? (rule.messages[key] as string) : (Object.values(rule.messages)[0] ?? rule.title);
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => (Object.hasOwn(holes, name) ? cut(String(holes[name])) : hole));
}

/** What a message may say about a flow. */
export function flowHoles(flow: Flow): Holes {
  const tools = [...new Set(flow.entries.filter((entry) => entry.kind === "tool").map((entry) => entry.name))];
  const first = flow.entries[0];
  const entry = first === undefined || first.kind === "module" ? "the program itself" : `${first.kind} ${first.name}`;
  return {
    tool: tools[0] ?? entry,
    tools: tools.length === 0 ? entry : listed(tools),
    entry,
    argument: flow.source.name,
    source: flow.source.name,
    sink: flow.sink.api,
    parameter: flow.sink.argument,
    guard: flow.guards[0]?.whyNotEnough ?? "no check was seen on the way",
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).join(", ");
  return names.length > SHOWN_NAMES ? `${shown} and ${names.length - SHOWN_NAMES} more` : shown;
}

function cut(text: string): string {
  return text.length > MAX_HOLE ? `${text.slice(0, MAX_HOLE - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}
