import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildProduct } from "./build.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
let root: string;

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "assay-build-"));
  put("package.json", '{ "dependencies": { "yaml": "*" } }');
  put("schemas/report.json", "{}");
  symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the build", () => {
  test("starts from main and finds every entry beside it, whichever chunk asks", async () => {
    put("packages/core/where.ts", "export const where = (name: string) => new URL(`./${name}.js`, import.meta.url).href;");
    put("packages/runner/deep/worker.entry.ts", 'import { where } from "../../core/where.ts"; export const seen = where("main");');
    put(
      "packages/cli/main.ts",
      'import { stringify } from "yaml"; import { where } from "../core/where.ts";\nconst { seen } = await import(where("worker"));\nconsole.log(stringify({ same: seen === where("main") }));',
    );
    await buildProduct(root);
    expect(execFileSync(process.execPath, [path.join(root, "dist/main.js")], { encoding: "utf8" }).trim()).toBe("same: true");
    for (const file of ["worker.js", "web-tree-sitter.wasm", "tree-sitter-python.wasm", "schemas/report.json"]) {
      expect(existsSync(path.join(root, "dist", file)), file).toBe(true);
    }
  });

  test("names whose code it holds", async () => {
    put("packages/cli/main.ts", 'import { stringify } from "yaml"; import ignore from "ignore"; console.log(stringify(1), ignore);');
    await buildProduct(root);
    const notices = readFileSync(path.join(root, "dist/THIRD-PARTY-NOTICES.txt"), "utf8");
    expect(notices).toMatch(/^ignore \d[\d.]+ \(MIT\)\n\nCopyright.*\n/m);
    expect(notices).toMatch(/^tree-sitter-python /m);
    expect(notices).not.toMatch(/^yaml /m);
  });

  test("that fails leaves the last good one and nothing half done", async () => {
    put("packages/cli/main.ts", "console.log(1);");
    await buildProduct(root);
    put("packages/cli/main.ts", 'import "./gone.ts";');
    await expect(buildProduct(root)).rejects.toThrow();
    expect(execFileSync(process.execPath, [path.join(root, "dist/main.js")], { encoding: "utf8" }).trim()).toBe("1");
    expect(readdirSync(root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
  });

  test("refuses two entries of one name", async () => {
    put("packages/cli/main.ts", "");
    put("packages/a/one.entry.ts", "");
    put("packages/b/one.entry.ts", "");
    await expect(buildProduct(root)).rejects.toThrow(/packages\/a\/one\.entry\.ts and packages\/b\/one\.entry\.ts; rename one/);
  });
});

describe("the launcher", () => {
  const start = () => spawnSync(process.execPath, [path.join(root, "bin/mcp-assay.mjs"), "x"], { encoding: "utf8" });
  beforeEach(() => {
    mkdirSync(path.join(root, "bin"));
    copyFileSync(path.join(ROOT, "bin/mcp-assay.mjs"), path.join(root, "bin/mcp-assay.mjs"));
  });

  test("says in one line what to do if nothing is built", () => {
    const run = start();
    expect(run.status).toBe(2);
    expect(run.stderr).toBe("mcp-assay: dist/main.js is missing; build it with: npm run build\n");
  });

  test("hands over to the build, arguments and exit code included", () => {
    put("dist/main.js", "console.log(process.argv[2]); process.exitCode = 4;");
    const run = start();
    expect([run.status, run.stdout.trim()]).toEqual([4, "x"]);
  });
});
