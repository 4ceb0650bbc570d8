import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Report } from "@mcp-assay/core/report/report";

/** One published server, scanned by one command line in a process of its own. */
export interface RealRun {
  readonly target: string;
  /** Exit code; null when it was killed. */
  readonly code: number | null;
  /** Wall time and processor time, in seconds. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Null when no report came. */
  readonly report: Report | null;
}

/** No server takes this long; a scan that hangs is a failure like a crash (milliseconds). */
const LIMIT = 600_000;

/** Runs `mcp-assay scan <target>` with caches in `cacheFolder`. The shell's `times` tells what its child used. */
export async function runOne(target: string, root: string, cacheFolder: string): Promise<RealRun> {
  const folder = await mkdtemp(path.join(tmpdir(), "assay-real-run-"));
  const out = path.join(folder, "report.json");
  const started = performance.now();
  const { code, text } = await shell(
    '"$@"; code=$?; times; exit $code',
    [process.execPath, path.join(root, "bin/mcp-assay.mjs"), "scan", target, "--output", "json", "--out", out],
    { ...process.env, XDG_CACHE_HOME: cacheFolder },
  );
  const seconds = (performance.now() - started) / 1000;
  const report = await readFile(out, "utf8").catch(() => null);
  await rm(folder, { recursive: true, force: true });
  return { target, code, seconds, cpuSeconds: childSeconds(text), report: report === null ? null : (JSON.parse(report) as Report) };
}

function shell(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn("bash", ["-c", script, "bash", ...args], { env, timeout: LIMIT, killSignal: "SIGKILL" });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    child.on("close", (code) => resolve({ code, text }));
  });
}

/** User and system time of the children: the second line of `times`, "1m2.345s 0m0.678s". */
function childSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)m([\d.]+)s/gu)].slice(-2);
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
