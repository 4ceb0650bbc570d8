// Runs a developer command: `node packages/dev/run.mjs <command> [arguments]` loads
// packages/dev/commands/<command>.ts and calls its `main(args, root)`, which resolves to the exit code.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./bundle.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const [command = "", ...args] = process.argv.slice(2);
const source = path.join(ROOT, "packages/dev/commands", `${command}.ts`);

if (!/^[a-z-]+$/.test(command) || !existsSync(source)) {
  const known = readdirSync(path.dirname(source)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  process.stderr.write(`run: no command "${command}"; there are: ${known.map((name) => name.slice(0, -3)).join(", ")}\n`);
  process.exitCode = 2;
} else {
  try {
    const { main } = await load(`export { main } from ${JSON.stringify(source)};`, ROOT);
    if (typeof main !== "function") throw new Error(`${source} exports no main`);
    process.exitCode = await main(args, ROOT);
  } catch (error) {
    // A failed bundle has already printed its errors with file and line.
    if (!(error instanceof Error && "errors" in error)) throw error;
    process.exitCode = 1;
  }
}
