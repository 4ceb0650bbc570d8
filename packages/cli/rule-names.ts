import { nearestWord } from "@mcp-assay/core/define/nearest-word";
import type { Rule } from "@mcp-assay/core/define/rule";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { ScanOptions } from "@mcp-assay/core/scan-options";
import { loadCatalogue } from "@mcp-assay/runner/load-catalogue";

const CLASSES = [..."ABCDEFGHIJKLMN"];

/** Whether every rule and class that the options name exists: a misspelt --skip-rule must not pass in silence. */
export async function checkRuleNames(options: ScanOptions, packs: readonly string[]): Promise<Result<void>> {
  const unknownClass = options.classes.find((letter) => !CLASSES.includes(letter));
  if (unknownClass !== undefined)
    return fail("INVALID_REQUEST", `there is no class "${unknownClass}"`, { where: "--class", hint: "classes are the letters A to N" });
  const names = [...options.onlyRules, ...options.skipRules, ...Object.keys(options.severityOverrides)];
  if (names.length === 0 && packs.length === 0) return ok(undefined);
  const catalogue = await loadCatalogue(packs);
  if (!catalogue.ok) return catalogue;
  const unknown = names.find((name) => findRule(catalogue.value.rules, name) === null);
  return unknown === undefined ? ok(undefined) : noSuchRule(catalogue.value.rules, unknown);
}

/** By key or id; the id in any case, and without "MCP-". */
export function findRule(rules: readonly Rule[], name: string): Rule | null {
  const [, short] = /^(?:mcp-)?([a-z]\d{3})$/i.exec(name) ?? [];
  const id = short === undefined ? name : `MCP-${short.toUpperCase()}`;
  return rules.find((rule) => rule.key === name || rule.ruleId === id) ?? null;
}

export function noSuchRule(rules: readonly Rule[], name: string): Result<never> {
  const nearest = nearestWord(
    name,
    rules.flatMap((rule) => [rule.key, rule.ruleId]),
  );
  return fail("INVALID_REQUEST", `there is no rule "${name}"`, {
    hint: nearest === null ? "see: mcp-assay rules" : `did you mean "${nearest}"? See: mcp-assay rules`,
  });
}
