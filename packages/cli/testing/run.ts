import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Report } from "@mcp-assay/core/report/report";
import { afterEach } from "vitest";
import type { Machine, Stream } from "../machine.ts";
import { runProgram } from "../program.ts";

const cleanups: string[] = [];

afterEach(async () => {
  for (const folder of cleanups.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder with these files that goes away after the test. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "assay-cli-"));
  cleanups.push(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One command line in this process, on a machine with an empty home; offline and without caches where it scans. */
export async function run(args: readonly string[], more: Partial<Machine> & { readonly tty?: boolean } = {}): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const stream = (into: string[]): Stream => ({ isTTY: more.tty ?? false, columns: 80, write: async (text) => void into.push(text) });
  const home = await folderWith({});
  const machine: Machine = {
    ...{ env: {}, cwd: home, home, now: () => new Date("2026-01-02T03:04:05Z"), signal: new AbortController().signal },
    ...{ stdout: stream(out), stderr: stream(err) },
    ...more,
  };
  const code = await runProgram(args, machine);
  return { code, out: out.join(""), err: err.join("") };
}

/** Scans a folder and reads the JSON report. */
export async function scanJson(
  folder: string,
  ...flags: readonly string[]
): Promise<Report & { readonly code: number; readonly err: string }> {
  const { code, out, err } = await run(["scan", folder, "--no-cache", "--offline", ...flags]);
  return { ...(JSON.parse(out) as Report), code, err };
}

/** What must be the same in every scan of the same thing. */
export function timeless(report: Report): Omit<Report, "scan_id" | "timestamp" | "duration"> {
  const { scan_id: _id, timestamp: _time, duration: _duration, consensus, ...rest } = report;
  if (consensus === undefined) return rest;
  return { ...rest, consensus: { ...consensus, models: consensus.models.map((model) => ({ ...model, elapsed_ms: 0 })) } };
}

/** A server in TypeScript whose one tool gives its argument to a shell. */
export const SHELL_SERVER = `import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "weather", version: "1.0.0" });

server.tool("ping_host", "Sends one packet to a host", { host: z.string() }, async ({ host }) => {
  exec("ping -c 1 " + host);
  return { content: [{ type: "text", text: "sent" }] };
});

await server.connect(new StdioServerTransport());
`;

/** The same weakness in Python. */
export const SHELL_SERVER_PYTHON = `import subprocess
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("weather")


@mcp.tool()
def ping_host(host: str) -> str:
    """Sends one packet to a host."""
    return subprocess.run(f"ping -c 1 {host}", shell=True, capture_output=True, text=True).stdout


mcp.run()
`;

export const PACKAGE_JSON = JSON.stringify({
  name: "weather",
  version: "1.0.0",
  type: "module",
  bin: "server.ts",
  dependencies: { "@modelcontextprotocol/sdk": "1.0.0" },
});
