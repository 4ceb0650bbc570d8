import type { Capability } from "@mcp-assay/core/define/kinds";
import type { Concept } from "@mcp-assay/core/metadata/lexicon";
import type { Schema } from "@mcp-assay/core/surface/surface";
import type { Answer, Judge } from "../judge.ts";
import type { ToolMaterial } from "../material/tool-material.ts";
import concepts from "./concepts.json" with { type: "json" };
import { says, sentencesOf } from "./demands.ts";
import names from "./name-words.json" with { type: "json" };
import { opinionOf, quoteOf, type Remark } from "./opinion.ts";
import { parameterWords, wordsOfName } from "./words.ts";

type NameClass = "pure" | "read" | "write" | "run";
const VERBS: ReadonlyMap<string, NameClass> = new Map(
  (["run", "write", "read", "pure"] as const).flatMap((kind) => names.verbs[kind].map((verb) => [verb, kind] as const)),
);
const VAGUE = new Set(names.vague);
/** Parameters by which a tool has itself told what is none of its business. */
const NOSY =
  /^(?:.* )?(?:side ?notes?|conversation(?: \w+)?|chat (?:history|log)|message history|system prompts?|reasoning|thoughts?|inner monologue|full context|user (?:secret|password|credentials?)|session transcript)$/;

/** What a handler may do on the strength of its name alone; "data" is one of file, network and database. */
const MAY: Readonly<Record<NameClass, ReadonlySet<Capability>>> = {
  pure: new Set(["env_access"]),
  read: new Set(["env_access", "file_read"]),
  write: new Set(["env_access", "file_read", "file_write"]),
  run: new Set(["env_access", "file_read", "file_write", "process_exec", "code_eval"]),
};
const DATA: ReadonlySet<Capability> = new Set(["network_egress", "db_access"]);
const WEIGHT: Readonly<Partial<Record<Capability, number>>> = {
  process_exec: 6,
  code_eval: 6,
  file_write: 5.5,
  secret_access: 5.5,
  network_egress: 5,
  db_access: 4.5,
  file_read: 4.5,
};

/** Judges by names alone: what a verb, its nouns and the parameters lead one to expect, and names that belong to nobody here. */
export const schemaAndNaming: Judge = {
  id: "schema-and-naming",
  provider: "built-in",
  concurrency: 1,
  judge: (tool) => look(tool),
};

function look(tool: ToolMaterial): Answer {
  const remarks = [...unexpected(tool), ...nosy(tool), ...vague(tool), ...foreign(tool)];
  return opinionOf(remarks, tool.hasHandler ? 0.6 : 0.5);
}

function classOf(name: readonly string[]): NameClass {
  for (const word of name) {
    const found = VERBS.get(word);
    if (found !== undefined) return found;
  }
  return "read";
}

/** Capabilities that neither verb nor noun nor parameter leads one to expect. */
function unexpected(tool: ToolMaterial): Remark[] {
  const name = wordsOfName(tool.name).split(" ");
  const hints = new Set([...name, ...parameterWords(tool.schema).flatMap((one) => one.split(" "))]);
  const kind = classOf(name);
  const beyond = tool.ownCapabilities.filter((one) => !MAY[kind].has(one) && !hinted(one, hints));
  // A tool that is more than arithmetic gets its data from somewhere: one place is to be expected.
  const free =
    kind === "pure" ? undefined : beyond.find((one) => DATA.has(one) && (kind !== "read" || !tool.capabilities.includes("file_read")));
  return beyond
    .filter((one) => one !== free)
    .flatMap((one): Remark[] => {
      const weight = WEIGHT[one] ?? 0;
      if (weight === 0) return [];
      const remark = { says: `a name like this leads nobody to expect ${one}`, quote: tool.name, weight };
      return [
        { ...remark, criterion: "undisclosed_side_effects" },
        { ...remark, criterion: "excess_permission" },
      ];
    });
}

function hinted(capability: Capability, hints: ReadonlySet<string>): boolean {
  return (names.hints as Readonly<Partial<Record<Capability, readonly string[]>>>)[capability]?.some((word) => hints.has(word)) ?? false;
}

function nosy(tool: ToolMaterial): Remark[] {
  return Object.keys(tool.schema?.properties ?? {})
    .filter((name) => NOSY.test(wordsOfName(name)))
    .map((name) => ({ criterion: "injection" as const, says: "a parameter that asks for more than the task", quote: name, weight: 5 }));
}

/** Parameters that could mean anything: vague names without a description, type or limit. Never grave by themselves. */
function vague(tool: ToolMaterial): Remark[] {
  return Object.entries(tool.schema?.properties ?? {}).flatMap(([name, property]) =>
    isVague(name, property)
      ? [{ criterion: "ambiguous_parameters" as const, says: "a parameter that could mean anything", quote: name, weight: 3 }]
      : [],
  );
}

function isVague(name: string, property: Schema): boolean {
  const undescribed = property.description === undefined && property.enum === undefined && property.pattern === undefined;
  return undescribed && (name.length === 1 || VAGUE.has(wordsOfName(name)) || property.type === "unknown");
}

/** What an order can name that no schema names. */
const THINGS: ReadonlyMap<string, string> = new Map([
  ["sensitive-path", "a file of secrets"],
  ["address", "an address"],
  ["query-address", "an address"],
  ["tool-name", "a tool of somebody else"],
  ["joined-name", "a sentence in the form of a name"],
]);

const LISTS = concepts as Readonly<Record<keyof typeof concepts, readonly Concept[]>>;

/** Things named in an order that are no part of this server: files of secrets, addresses, tools of others. */
function foreign(tool: ToolMaterial): Remark[] {
  const names = [...tool.server.toolNames, ...Object.keys(tool.schema?.properties ?? {})];
  const own = new Set(names.map((name) => name.toLowerCase()));
  return sentencesOf(tool).flatMap((said): Remark[] => {
    const remark = (says: string, weight: number): Remark[] => [{ criterion: "injection", says, quote: quoteOf(said.text), weight }];
    const { plain, hits } = said.sentence;
    const strange = hits.find(({ concept, start, end }) => THINGS.has(concept) && !own.has(plain.slice(start, end)));
    if (strange !== undefined && says(said, ...LISTS.order))
      return remark(`the ${said.where} names ${THINGS.get(strange.concept)} in an order`, 6.2);
    const pressed =
      (says(said, ...LISTS.strangers) && says(said, ...LISTS.pressure, ...LISTS.force)) ||
      (says(said, ...LISTS.people) && says(said, ...LISTS.force));
    return pressed ? remark(`the ${said.where} speaks of things that are no parameter or tool of this server`, 5.2) : [];
  });
}
