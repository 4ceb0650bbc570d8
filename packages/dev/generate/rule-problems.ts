import { OPERATION_KINDS, PROOFS, SINK_KINDS, SOURCE_KINDS } from "@mcp-assay/core/define/kinds";
import { CATEGORIES, type Rule } from "@mcp-assay/core/define/rule";

/** A rule and the file that defines it. */
export interface RuleFile {
  readonly path: string;
  /** The file's default export; null if it has none that is an object. */
  readonly rule: Rule | null;
}

const HOOKS = ["flow", "onTool", "onResource", "onSurface", "onPackage", "onFile", "onCall"] as const;

/** What is wrong with the rules as a set, one line each, as "path: what; what to do". */
export function ruleProblems(files: readonly RuleFile[]): string[] {
  const problems: string[] = [];
  const keys = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const { path, rule } of files) {
    if (rule === null) {
      problems.push(`${path}: exports no rule; end the file with \`export default defineRule({ ... })\``);
      continue;
    }
    problems.push(...ownProblems(path, rule).map((text) => `${path}: ${text}`));
    for (const [seen, name, what] of [
      [keys, rule.key, "key"],
      [ids, rule.ruleId, "ruleId"],
    ] as const) {
      const other = seen.get(name);
      if (other !== undefined) problems.push(`${path}: ${what} "${name}" is taken by ${other}; choose another`);
      seen.set(name, path);
    }
  }
  return problems;
}

/** The type checker knows the fields' types; this looks at what types cannot say. */
function ownProblems(path: string, rule: Rule): string[] {
  const problems: string[] = [];
  const expected = path.replace(/^.*\/rules\//, "").replace(/\.ts$/, "");
  if (rule.key !== expected) problems.push(`key "${rule.key}" does not match the file; it must be "${expected}"`);
  if (!/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(expected)) problems.push("name is not kebab-case; rename the file");
  if (!/^MCP-[A-N](\d{3}|X\d{3})$/.test(rule.ruleId)) problems.push(`ruleId "${rule.ruleId}" is not MCP-<class A to N><3 digits>`);
  if (!/^MCP-\d{3}$/.test(rule.threatId)) problems.push(`threatId "${rule.threatId}" is not MCP-<3 digits>`);
  if (rule.misses.length === 0) problems.push("states no blind spot; fill `misses`");
  if (rule.examples.bad.length === 0) problems.push("has no bad example; add one to `examples.bad`");
  if (rule.examples.good.length === 0) problems.push("has no good example; add one to `examples.good`");
  if (rule.examples.good.some((example) => !example.reason)) problems.push("has a good example without a reason; say why it is harmless");
  if (Object.keys(rule.messages).length === 0) problems.push("has no message; every finding text comes from `messages`");
  const hooks = HOOKS.filter((hook) => rule[hook] !== undefined);
  if (hooks.length !== 1) problems.push(`has ${hooks.length === 0 ? "no hook" : `the hooks ${hooks.join(", ")}`}; exactly one is needed`);
  return [...problems, ...unknownWords(rule)];
}

function unknownWords(rule: Rule): string[] {
  const lists: [string, readonly string[], readonly string[]][] = [
    ["category", [rule.category], CATEGORIES],
    ["source kind", rule.flow?.from ?? [], SOURCE_KINDS],
    ["sink kind", rule.flow?.to ?? [], SINK_KINDS],
    ["proof", rule.flow?.unless?.flat() ?? [], PROOFS],
    ["operation", rule.onCall?.operations ?? [], OPERATION_KINDS],
  ];
  return lists.flatMap(([what, used, known]) =>
    used.filter((word) => !known.includes(word)).map((word) => `unknown ${what} "${word}"; the known ones stand in packages/core/define`),
  );
}
