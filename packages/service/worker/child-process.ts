import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Problem } from "@mcp-assay/core/problem";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import type { ScanRequest } from "@mcp-assay/runner/scan-request";
import { childEnv } from "./child-env.ts";
import type { FromChild, ToChild } from "./child-messages.ts";

export interface ChildSettings {
  /** Program of the child. */
  readonly entry: URL;
  /** Heap limit, in megabytes. */
  readonly memoryMb: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a child is to do. */
export interface ChildOrder {
  readonly request: Omit<ScanRequest, "snapshot">;
  /** The files, where somebody has fetched them before. */
  readonly snapshot: AsyncIterable<Uint8Array> | null;
}

export type ChildEnding = Exclude<FromChild, { kind: "event" }>;

/** Time beyond the scan's own deadline after which the process is killed, in milliseconds. */
const GRACE_MS = 30_000;

/**
 * Runs one scan in a process of its own, in an empty folder (so that no input can name a file here), and
 * always gives an ending: its own, or what its death means. Aborting kills it.
 */
export async function runInChild(
  order: ChildOrder,
  settings: ChildSettings,
  onEvent: (event: ScanEvent) => void,
  signal: AbortSignal,
): Promise<ChildEnding> {
  const cwd = await mkdtemp(join(tmpdir(), "mcp-assay-scan-"));
  try {
    return await converse(order, settings, cwd, onEvent, signal);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function converse(
  { request, snapshot }: ChildOrder,
  settings: ChildSettings,
  cwd: string,
  onEvent: (event: ScanEvent) => void,
  signal: AbortSignal,
): Promise<ChildEnding> {
  const child = fork(fileURLToPath(settings.entry), [], {
    cwd,
    env: childEnv(settings.env),
    execArgv: [`--max-old-space-size=${settings.memoryMb}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return new Promise((settle) => {
    let ending: ChildEnding | null = null;
    const kill = () => void child.kill("SIGKILL");
    const deadline = setTimeout(() => {
      ending ??= refused({ code: "SCAN_TIMED_OUT", message: "the scan took longer than allowed and was stopped" });
      kill();
    }, request.timeoutMs + GRACE_MS);
    signal.addEventListener("abort", kill, { once: true });
    const done = (end: ChildEnding) => {
      clearTimeout(deadline);
      signal.removeEventListener("abort", kill);
      settle(end);
    };
    child.on("message", (message) => {
      const told = message as FromChild;
      if (told.kind === "event") onEvent(told.event);
      else ending ??= told;
    });
    child.on("error", () => done(ending ?? refused({ code: "INTERNAL", message: "the scan process could not be started" })));
    // Not "exit": what the child said last may still be on its way then.
    child.on("close", (code, by) =>
      done(ending ?? refused({ code: "INTERNAL", message: `the scan process died (${by ?? `exit ${code}`})` })),
    );
    const say = (message: ToChild) => new Promise<void>((sent) => child.send(message, () => sent()));
    const tell = async () => {
      // One piece after the other: all of them at once would be in memory twice.
      for await (const piece of snapshot ?? []) await say({ kind: "snapshot", piece });
      await say({ kind: "scan", request });
    };
    tell().catch(() => {
      ending ??= refused({ code: "INTERNAL", message: "the files of the scan could not be read" });
      kill();
    });
    if (signal.aborted) kill();
  });
}

function refused(problem: Problem): ChildEnding {
  return { kind: "refused", problem };
}
