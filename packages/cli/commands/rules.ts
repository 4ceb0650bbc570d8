import type { Rule } from "@mcp-assay/core/define/rule";
import { stableJson } from "@mcp-assay/core/report/json";
import { loadCatalogue } from "@mcp-assay/runner/load-catalogue";
import { type Command, Option } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";

interface Flags {
  readonly output?: "text" | "json";
  readonly rules?: readonly string[];
}

/** `rules`: the catalogue. */
export function rulesCommand(program: Command, { machine, done }: Session): void {
  program
    .command("rules")
    .description("list all rules")
    .addOption(new Option("--output <format>", "text on a terminal, json otherwise").choices(["text", "json"]))
    .option("--rules <path>", "folder of own rules and models (repeatable)", (value: string, before: readonly string[] = []) => [
      ...before,
      value,
    ])
    .action(async (flags: Flags) => done(await list(flags, machine)));
}

async function list(flags: Flags, machine: Machine): Promise<ExitCode> {
  const catalogue = await loadCatalogue(flags.rules);
  if (!catalogue.ok) return complain(machine, catalogue.problem);
  const rules = catalogue.value.rules.toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  const format = flags.output ?? (machine.stdout.isTTY ? "text" : "json");
  await machine.stdout.write(format === "json" ? stableJson(rules.map(ruleJson)) : rules.map(ruleLine).join(""));
  return EXIT.done;
}

function ruleLine(rule: Rule): string {
  return `${rule.ruleId}  ${rule.severity.padEnd(8)}  ${rule.tier}  ${rule.key}: ${rule.title}\n`;
}

/** A rule as data, in the spelling of the reports. */
export function ruleJson(rule: Rule): unknown {
  return {
    key: rule.key,
    rule_id: rule.ruleId,
    threat_id: rule.threatId,
    title: rule.title,
    severity: rule.severity,
    confidence: rule.confidence,
    tier: rule.tier,
    status: rule.status,
    since: rule.since,
    category: rule.category,
    audience: rule.audience,
    dimensions: rule.dimensions,
    cwe: rule.cwe.map((number) => `CWE-${number}`),
    owasp_mcp: rule.owaspMcp,
    owasp_asi: rule.owaspAsi,
    safe_mcp: rule.safeMcp,
    msss_controls: rule.msss,
    cvss: `CVSS:4.0/${rule.cvss}`,
    what: rule.what,
    why: rule.why,
    fix: rule.fix,
    misses: rule.misses,
    needs: rule.needs ?? [],
    examples: rule.examples,
  };
}
