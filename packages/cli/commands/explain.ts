import type { Example, Rule } from "@mcp-assay/core/define/rule";
import { stableJson } from "@mcp-assay/core/report/json";
import { visibleLines } from "@mcp-assay/core/report/visible";
import { loadCatalogue } from "@mcp-assay/runner/load-catalogue";
import { type Command, Option } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";
import { findRule, noSuchRule } from "../rule-names.ts";
import { ruleJson } from "./rules.ts";

interface Flags {
  readonly output: "text" | "json";
  readonly rules?: readonly string[];
}

/** `explain <rule>`: one rule, for people. */
export function explainCommand(program: Command, { machine, done }: Session): void {
  program
    .command("explain")
    .description("what a rule finds, why it matters, how to fix it, what it misses")
    .argument("<rule>", "id or key")
    .addOption(new Option("--output <format>", "text or json").choices(["text", "json"]).default("text"))
    .option("--rules <path>", "folder of own rules and models (repeatable)", (value: string, before: readonly string[] = []) => [
      ...before,
      value,
    ])
    .action(async (name: string, flags: Flags) => done(await explain(name, flags, machine)));
}

async function explain(name: string, flags: Flags, machine: Machine): Promise<ExitCode> {
  const catalogue = await loadCatalogue(flags.rules);
  if (!catalogue.ok) return complain(machine, catalogue.problem);
  const rule = findRule(catalogue.value.rules, name);
  if (rule === null) {
    const unknown = noSuchRule(catalogue.value.rules, name);
    return unknown.ok ? EXIT.usage : complain(machine, unknown.problem);
  }
  await machine.stdout.write(flags.output === "json" ? stableJson(ruleJson(rule)) : ruleText(rule));
  return EXIT.done;
}

function ruleText(rule: Rule): string {
  const lists = [
    ["Weakness", rule.cwe.map((number) => `CWE-${number}`)],
    ["OWASP", [...rule.owaspMcp, ...rule.owaspAsi]],
    ["SAFE-MCP", rule.safeMcp],
    ["MSSS", rule.msss],
  ] as const;
  return [
    `${rule.ruleId}  ${rule.title}`,
    `${rule.key}; ${rule.severity}, confidence ${rule.confidence}; ${rule.tier === "T1" ? "runs in fast and deep mode" : "runs in deep mode"}; threat ${rule.threatId}`,
    ...lists.filter(([, ids]) => ids.length > 0).map(([name, ids]) => `${name}: ${ids.join(", ")}`),
    ...section("What", rule.what),
    ...section("Why", rule.why),
    ...section("Fix", rule.fix),
    ...(rule.misses.length === 0 ? [] : ["", "What it misses", ...rule.misses.map((miss) => `  - ${miss}`)]),
    ...rule.examples.bad.flatMap((example) => exampleLines("Bad", example)),
    ...rule.examples.good.flatMap((example) => exampleLines("Good", example)),
    "",
  ].join("\n");
}

function section(title: string, text: string): readonly string[] {
  return ["", title, ...visibleLines(text).map((line) => `  ${line}`)];
}

function exampleLines(title: string, example: Example): readonly string[] {
  return [
    "",
    `${title} (${example.language})${example.reason === undefined ? "" : `: ${example.reason}`}`,
    ...visibleLines(example.code).map((line) => `  ${line}`),
    ...Object.entries(example.beside ?? {}).flatMap(([file, code]) => [`  ${file}:`, ...visibleLines(code).map((line) => `    ${line}`)]),
  ];
}
