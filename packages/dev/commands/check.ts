import path from "node:path";
import { houseRules } from "../check/house-rules.ts";
import { runOwn, runTool, type StepResult } from "../check/step.ts";

/**
 * `npm run check [-- --only NAME]`: everything about the code that can be judged without running it. The steps run
 * two at a time; each complaint names file, line, what is wrong and what to do. Exit 1 if any step complains.
 */
export async function main(args: readonly string[], root: string): Promise<number> {
  const only = args[0] === "--only" ? args[1] : undefined;
  const bin = (name: string) => path.join(root, "node_modules/.bin", name);
  const run = path.join(root, "packages/dev/run.mjs");
  const steps: [string, (name: string) => Promise<StepResult>][] = [
    ["types", (name) => runTool(name, [bin("tsc"), "-b", "--pretty", "false"], root)],
    ["house-rules", (name) => runOwn(name, () => houseRules(root))],
    ["format-and-lint", (name) => runTool(name, [bin("biome"), "check", "--error-on-warnings", "--max-diagnostics=60"], root)],
    ["generated-files", (name) => runTool(name, [process.execPath, run, "generate", "--check"], root)],
    ["unused", (name) => runTool(name, [bin("knip"), "--no-progress", "--no-config-hints"], root)],
  ];
  const queue = steps.filter(([name]) => only === undefined || name === only);
  if (queue.length === 0) {
    process.stderr.write(`check: no step "${only}"; there are: ${steps.map(([name]) => name).join(", ")}\n`);
    return 2;
  }
  const results: StepResult[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.push(report(await next[1](next[0])));
  };
  await Promise.all([worker(), worker()]);
  return results.every((result) => result.ok) ? 0 : 1;
}

function report(result: StepResult): StepResult {
  process.stdout.write(`${result.ok ? "ok  " : "FAIL"} ${result.name} (${result.seconds.toFixed(1)} s)\n`);
  if (!result.ok) process.stdout.write(`${result.output}\n\n`);
  return result;
}
