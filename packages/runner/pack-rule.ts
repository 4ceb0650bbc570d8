import { PROOFS, SINK_KINDS, SOURCE_KINDS } from "@mcp-assay/core/define/kinds";
import { nearestWord } from "@mcp-assay/core/define/nearest-word";
import { CATEGORIES, type Rule } from "@mcp-assay/core/define/rule";
import { recordOf } from "@mcp-assay/core/inventory/manifests";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { cvssBase } from "@mcp-assay/core/score/cvss";

type Fields = Readonly<Record<string, unknown>>;

class Wrong extends Error {}

/** Plain words for what a rule's field takes; every field of a rule but its examples, and `flow` as its only way to find. */
const TAKES: Readonly<Record<string, (value: unknown) => boolean>> = {
  key: (value) => matches(value, /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/),
  ruleId: (value) => matches(value, /^MCP-[A-N]\d{3}$/),
  threatId: (value) => matches(value, /^MCP-\d{3}$/),
  title: isText,
  category: (value) => (CATEGORIES as readonly unknown[]).includes(value),
  severity: (value) => ["critical", "high", "medium", "low", "info"].includes(String(value)),
  confidence: (value) => ["high", "medium", "low"].includes(String(value)),
  what: isText,
  why: isText,
  fix: isText,
  message: isText,
  cvss: (value) => typeof value === "string" && cvssBase(value).ok,
  cwe: (value) => Array.isArray(value) && value.every((item) => Number.isInteger(item)),
};
const OPTIONAL = ["misses", "owaspMcp", "owaspAsi", "safeMcp", "msss", "dimensions", "tier"];
const DIMENSIONS = ["scope", "exploitability", "impact", "detection", "amplification"];

/** One rule of a user's own, as data: what flows from where to where. A Problem names the field. */
export function parseRule(data: unknown, where: string): Result<Rule> {
  const record = recordOf(data);
  if (record === null) return fail("RULE_PACK_INVALID", "a rule is a mapping of keys to values", { where });
  try {
    return ok(ruleOf(record));
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return fail("RULE_PACK_INVALID", error.message, { where });
  }
}

function ruleOf(record: Fields): Rule {
  known(record, [...Object.keys(TAKES), ...OPTIONAL, "flow"], "");
  for (const [name, takes] of Object.entries(TAKES))
    if (!takes(record[name])) throw new Wrong(`"${name}" is missing or not what a rule takes there`);
  const flow = recordOf(record.flow);
  if (flow === null) throw new Wrong('"flow" is missing: a rule of a pack says what flows from where to where');
  known(flow, ["from", "to", "unless"], "flow.");
  const { message, ...fields } = record as Fields &
    Pick<
      Rule,
      "key" | "ruleId" | "threatId" | "title" | "category" | "severity" | "confidence" | "what" | "why" | "fix" | "cvss" | "cwe"
    > & { readonly message: string };
  const lists = Object.fromEntries(
    ["misses", "owaspMcp", "owaspAsi", "safeMcp", "msss"].map((name) => [name, textsOf(record[name], name)]),
  ) as Pick<Rule, "misses" | "owaspMcp" | "owaspAsi" | "safeMcp" | "msss">;
  return {
    ...fields,
    ...lists,
    since: "own",
    status: "stable",
    audience: "everyone",
    tier: record.tier === "T2" ? "T2" : "T1",
    dimensions: dimensionsOf(record.dimensions),
    messages: { found: message },
    examples: { bad: [], good: [] },
    flow: {
      from: kindsOf(flow.from, SOURCE_KINDS, "flow.from"),
      to: kindsOf(flow.to, SINK_KINDS, "flow.to"),
      ...(flow.unless === undefined ? {} : { unless: alternativesOf(flow.unless) }),
    },
  };
}

function known(record: Fields, names: readonly string[], above: string): void {
  const unknown = Object.keys(record).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Wrong(`there is no field "${above}${unknown}"; the nearest is "${above}${nearestWord(unknown, names)}"`);
}

function kindsOf<T extends string>(value: unknown, vocabulary: readonly T[], name: string): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) throw new Wrong(`"${name}" takes a list of kinds`);
  const wrong = value.find((item) => !(vocabulary as readonly unknown[]).includes(item));
  if (wrong !== undefined) throw new Wrong(`"${name}" has no kind "${wrong}"; the nearest is "${nearestWord(String(wrong), vocabulary)}"`);
  return value as T[];
}

function alternativesOf(value: unknown): readonly (readonly (typeof PROOFS)[number][])[] {
  if (!Array.isArray(value)) throw new Wrong('"flow.unless" takes a list of lists of proofs');
  return value.map((item) => kindsOf(item, PROOFS, "flow.unless"));
}

function textsOf(value: unknown, name: string): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string")) throw new Wrong(`"${name}" takes a list of texts`);
  return value as string[];
}

/** Each 0.5 unless said: the middle of the severity's band. */
function dimensionsOf(value: unknown): Rule["dimensions"] {
  const record = value === undefined ? {} : recordOf(value);
  if (record === null) throw new Wrong('"dimensions" takes a mapping');
  known(record, DIMENSIONS, "dimensions.");
  const numbers = DIMENSIONS.map((name) => {
    const number = record[name] ?? 0.5;
    if (typeof number !== "number" || !(number >= 0 && number <= 1)) throw new Wrong(`"dimensions.${name}" takes a number from 0 to 1`);
    return [name, number];
  });
  return Object.fromEntries(numbers) as Rule["dimensions"];
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}
