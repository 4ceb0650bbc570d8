import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { closingLine, type TestReport } from "../closing-line.ts";

/**
 * `npm test`: builds the product (some tests start it), checks the code, runs the tests, and prints their count as the
 * last line. With arguments (`npm test -- packages/dev`) only the named tests run. Exit 1 if anything failed.
 */
export async function main(args: readonly string[], root: string): Promise<number> {
  const whole = args.length === 0;
  const built = whole ? await follow([process.execPath, "packages/dev/build.mjs"], root) : 0;
  const checked = whole ? await follow([process.execPath, "packages/dev/run.mjs", "check"], root) : 0;
  const outputFile = path.join(root, `node_modules/.cache/dev/tests-${process.pid}.json`);
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const tested = await follow(
    [process.execPath, vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`, ...args],
    root,
  );
  const report = await readReport(outputFile);
  if (built !== 0) process.stdout.write("the build failed: see the top\n");
  if (checked !== 0) process.stdout.write("the check failed: see the top, or run: npm run check\n");
  process.stdout.write(`${closingLine(report, tested)}\n`);
  return built === 0 && checked === 0 && tested === 0 ? 0 : 1;
}

async function readReport(file: string): Promise<TestReport | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as TestReport;
  } catch {
    return null;
  } finally {
    await rm(file, { force: true });
  }
}

function follow(command: readonly string[], root: string): Promise<number> {
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit" });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
