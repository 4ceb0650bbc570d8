import { nearestWord } from "@mcp-assay/core/define/nearest-word";
import { recordOf } from "@mcp-assay/core/inventory/manifests";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { SEVERITIES } from "@mcp-assay/core/report/order";
import { DEFAULT_PROFILE, type DeploymentProfile } from "@mcp-assay/core/score/owasp-aivss";
import { parseDuration } from "../quantities.ts";
import type { Config } from "./config.ts";

const CONFIDENCES = ["low", "medium", "high"];
const FACTORS = Object.keys(DEFAULT_PROFILE.factors);

/** A value that is not what its key takes; becomes a Problem where reading started. */
class Wrong extends Error {}

type RuleSetting = "off" | { readonly severity: (typeof SEVERITIES)[number]; readonly reason: string };
type Read = (value: unknown, key: string) => Partial<Config>;

/** What each key of a configuration takes. The same as schemas/config.json, which editors read. */
const KEYS: Readonly<Record<string, Read>> = {
  mode: (value, key) => ({ mode: oneOf(value, key, ["fast", "deep"]) as "fast" | "deep" }),
  include: (value, key) => ({ include: texts(value, key) }),
  exclude: (value, key) => ({ exclude: texts(value, key) }),
  rules: (value, key) => ({ rules: rulesOf(value, key) }),
  fail_on: (value, key) => ({ failOn: oneOf(value, key, [...SEVERITIES, "none"]) as NonNullable<Config["failOn"]> }),
  min_confidence: (value, key) => ({ minConfidence: oneOf(value, key, CONFIDENCES) as NonNullable<Config["minConfidence"]> }),
  baseline: (value, key) => ({ baseline: text(value, key) }),
  languages: (value, key) => ({ languages: texts(value, key) }),
  timeouts: timeoutsOf,
  models: (value, key) => ({ models: texts(value, key) }),
  rule_packs: (value, key) => ({ rulePacks: texts(value, key) }),
  profile: (value, key) => ({ profile: profileOf(value, key) }),
};

/**
 * Checks a parsed configuration. A Problem names the key, and for an unknown one the nearest that exists.
 * @param where file that it comes from
 */
export function readConfig(data: unknown, where: string): Result<Config> {
  const record = recordOf(data ?? {});
  if (record === null) return fail("CONFIG_INVALID", "the configuration is no mapping of keys to values", { where });
  let config: Config = {};
  try {
    for (const [key, value] of Object.entries(record)) config = { ...config, ...reader(key, KEYS)(value, key) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return fail("CONFIG_INVALID", error.message, { where });
  }
  return ok(config);
}

function reader<T>(key: string, table: Readonly<Record<string, T>>, above = ""): T {
  if (Object.hasOwn(table, key)) return table[key] as T;
  throw new Wrong(`there is no key "${above}${key}"; the nearest is "${above}${nearestWord(key, Object.keys(table))}"`);
}

function text(value: unknown, key: string): string {
  if (typeof value !== "string" || value === "") throw new Wrong(`"${key}" takes a text`);
  return value;
}

function texts(value: unknown, key: string): readonly string[] {
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string")) throw new Wrong(`"${key}" takes a list of texts`);
  return value as string[];
}

function oneOf(value: unknown, key: string, words: readonly string[]): string {
  if (typeof value === "string" && words.includes(value)) return value;
  throw new Wrong(`"${key}" takes one of: ${words.join(", ")}`);
}

function mapping(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const record = recordOf(value);
  if (record === null) throw new Wrong(`"${key}" takes a mapping of keys to values`);
  return record;
}

function rulesOf(value: unknown, key: string): NonNullable<Config["rules"]> {
  return new Map(
    Object.entries(mapping(value, key)).map(([rule, setting]): [string, RuleSetting] => {
      const name = `${key}.${rule}`;
      // YAML 1.1 writers mean the word by off, and some parsers read false.
      if (setting === "off" || setting === false) return [rule, "off"];
      const record = recordOf(setting);
      if (record === null) throw new Wrong(`"${name}" takes off, or a severity with its reason`);
      for (const field of Object.keys(record)) reader(field, { severity: 0, reason: 0 }, `${name}.`);
      return [
        rule,
        {
          severity: oneOf(record.severity, `${name}.severity`, SEVERITIES) as (typeof SEVERITIES)[number],
          reason: text(record.reason, `${name}.reason`),
        },
      ];
    }),
  );
}

function timeoutsOf(value: unknown, key: string): Partial<Config> {
  const record = mapping(value, key);
  for (const field of Object.keys(record)) reader(field, { scan: 0 }, `${key}.`);
  if (record.scan === undefined) return {};
  const duration = parseDuration(text(record.scan, `${key}.scan`), `${key}.scan`);
  if (!duration.ok) throw new Wrong(`"${key}.scan": ${duration.problem.message}`);
  return { scanTimeoutMs: duration.value };
}

function profileOf(value: unknown, key: string): DeploymentProfile {
  const record = mapping(value, key);
  for (const field of Object.keys(record)) reader(field, Object.fromEntries(["name", ...FACTORS].map((name) => [name, 0])), `${key}.`);
  const factors = FACTORS.map((name) => {
    const factor = record[name];
    if (factor !== 0 && factor !== 0.5 && factor !== 1) throw new Wrong(`"${key}.${name}" takes 0, 0.5 or 1`);
    return [name, factor];
  });
  return { name: text(record.name, `${key}.name`), factors: Object.fromEntries(factors) as DeploymentProfile["factors"] };
}
