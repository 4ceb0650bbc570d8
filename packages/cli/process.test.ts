import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Report } from "@mcp-assay/core/report/report";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, builtProgram, start } from "./testing/built-program.ts";
import { folderWith, PACKAGE_JSON, SHELL_SERVER, timeless } from "./testing/run.ts";

let program: BuiltProgram;
beforeAll(async () => {
  program = await builtProgram();
});
afterAll(() => program.remove());

/** Files of `size` characters, most of it comments, beside one vulnerable server. */
function largeServer(files: number, size: number): Record<string, string> {
  const comment = `// ${"words that nobody has to lower ".repeat(4)}\n`;
  const part = (file: number) => `export function f${file}(a: string) { return a.trim(); }\n${comment.repeat(size / comment.length)}`;
  return {
    "server.ts": SHELL_SERVER,
    "package.json": PACKAGE_JSON,
    ...Object.fromEntries(Array.from({ length: files }, (_, file) => [`src/part${file}.ts`, part(file)])),
  };
}

const scan = async (folder: string, env: NodeJS.ProcessEnv, ...flags: string[]): Promise<Report> => {
  const { out, err, code } = await start(program, ["scan", folder, "--offline", "--mode", "deep", ...flags], { env });
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as Report;
};

describe("the program as a process", () => {
  it("gives the same report with one thread and with several, with an empty cache, a full one and none", async () => {
    const folder = await folderWith(largeServer(24, 300_000));
    const env = { XDG_CACHE_HOME: await folderWith({}) };
    const reports = [
      await scan(folder, {}, "--no-cache", "--jobs", "1"),
      await scan(folder, {}, "--no-cache", "--jobs", "3"),
      await scan(folder, env, "--jobs", "2"),
    ];
    await rm(join(env.XDG_CACHE_HOME, "mcp-assay/reports"), { recursive: true });
    reports.push(await scan(folder, env, "--jobs", "2"));
    const [first, ...others] = reports.map((report) => JSON.stringify(timeless(report)));
    expect(others.map((other) => other === first)).toEqual([true, true, true]);
    expect(reports[0]?.coverage.files.analysed).toBe(25);
    expect(reports[0]?.findings.some((finding) => finding.cwe.includes("CWE-78"))).toBe(true);
  });

  it("remembers the report of what it has seen, and scans what has changed", async () => {
    const folder = await folderWith({ "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON });
    const env = { XDG_CACHE_HOME: await folderWith({}) };
    const first = await scan(folder, env);
    const again = await scan(folder, env);
    expect(timeless(again)).toEqual(timeless(first));
    expect(again.scan_id).not.toBe(first.scan_id);
    const other = await scan(folder, env, "--skip-rule", "injection/shell-command");
    expect(other.findings.some((finding) => finding.key === "injection/shell-command")).toBe(false);
    await writeFile(join(folder, "server.ts"), SHELL_SERVER.replace("exec(", "String("));
    const changed = await scan(folder, env);
    expect([first, changed].map(({ findings }) => findings.some((finding) => finding.cwe.includes("CWE-78")))).toEqual([true, false]);
  });

  it("reads code that is nested deeper than an ordinary stack", async () => {
    const deep = `export const deep = ${"(".repeat(60_000)}1${")".repeat(60_000)};\n`;
    const report = await scan(
      await folderWith({ "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON, "deep.ts": deep }),
      {},
      "--no-cache",
    );
    expect(report.coverage.files.skipped).toEqual([]);
    expect(report.coverage.complete).toBe(true);
  });

  it("ends in time with what it has, and says that it is incomplete", async () => {
    const folder = await folderWith(largeServer(24, 300_000));
    const { code, out, err } = await start(program, ["scan", folder, "--offline", "--no-cache", "--timeout", "1ms"]);
    const report = JSON.parse(out) as Report;
    expect([code, report.coverage.complete]).toEqual([4, false]);
    expect(err).toMatch(/^mcp-assay: the scan ran out of time.*--timeout/);
    expect(report.coverage.files.skipped.filter((file) => file.reason === "timeout").length + report.coverage.files.analysed).toBe(25);
    expect(report.safety.safety_grade).toBeNull();
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const out = await folderWith({});
    let child: ChildProcess | null = null;
    // A registry that never answers: the program waits for it when the signal comes.
    const registry = createServer(() => void child?.kill("SIGINT")).listen(0, "127.0.0.1");
    await once(registry, "listening");
    const env = { npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`, NO_PROXY: "127.0.0.1" };
    const { code } = await start(program, ["scan", "npm:anything", "--no-cache", "--out", join(out, "report.json")], {
      env,
      onStart: (started) => {
        child = started;
      },
    });
    registry.closeAllConnections();
    registry.close();
    expect(code).toBe(130);
    expect(await readdir(out)).toEqual([]);
  });

  it("ends quietly when its reader goes away", async () => {
    const { err } = await start(program, ["rules", "--output", "json"], { onStart: (child) => void child.stdout?.destroy() });
    expect(err).toBe("");
  });

  it("serves at the address it prints, alone on its folder, until it is interrupted", async () => {
    const data = join(await folderWith({}), "data");
    const serve = (port: string, folder: string, onStart?: (child: ChildProcess) => void) =>
      start(program, ["serve", "--port", port, "--data", folder], {
        env: { LOG_LEVEL: "silent" },
        ...(onStart === undefined ? {} : { onStart }),
      });
    let first: ChildProcess | null = null;
    let heard = (_: string): void => {};
    const address = new Promise<string>((resolve) => {
      heard = resolve;
    });
    const ended = serve("0", data, (child) => {
      first = child;
      child.stdout?.once("data", (line: Buffer) => heard(line.toString().trim()));
    });
    expect((await fetch(`${await address}/healthz`)).status).toBe(200);

    const second = await serve("0", data);
    expect([second.code, second.out]).toEqual([2, ""]);
    expect(second.err).toMatch(/^mcp-assay: the data folder is in use by process \d+.*--data\n$/);

    const elsewhere = `${data}-other`;
    const third = await serve(new URL(await address).port, elsewhere);
    expect([third.code, third.out]).toEqual([2, ""]);
    expect(third.err).toMatch(/^mcp-assay: cannot listen on 127\.0\.0\.1:\d+.*--port.*\n$/);
    expect(existsSync(elsewhere)).toBe(false);

    (first as ChildProcess | null)?.kill("SIGINT");
    expect((await ended).code).toBe(0);
    expect(await readdir(data)).not.toContain("lock.json");
  });

  it("makes a user and a key at the machine itself, and refuses an unknown plan", async () => {
    const data = await folderWith({});
    const admin = (...args: string[]) => start(program, ["admin", ...args, "--data", data]);
    expect(await admin("create-user", "ann@example.com", "Ann", "team")).toMatchObject({ code: 0, err: "" });
    expect((await admin("create-key", "ann@example.com", "laptop")).out).toMatch(/^mcpsafe_\w+\n$/);
    expect(await admin("set-plan", "ann@example.com", "gold")).toMatchObject({ code: 2, err: expect.stringContaining('no plan "gold"') });
  });
});
