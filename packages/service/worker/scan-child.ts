import type { RunScan, ScanRequest } from "@mcp-assay/runner/scan-request";
import { readSnapshot } from "../artifacts/snapshot-stream.ts";
import type { FromChild, ToChild } from "./child-messages.ts";

/**
 * Program of a scan's child process: one request in, with its files or without, progress and one ending out. A crash, an endless
 * loop or exhausted memory ends this process and nothing else.
 */
export function serveScanChild(runScan: RunScan): void {
  // Without its parent nobody reads the result.
  process.on("disconnect", () => process.exit(1));
  // Ctrl-C reaches the whole group; the parent decides what happens to a running scan.
  process.on("SIGINT", () => {});
  const pieces: Uint8Array[] = [];
  process.on("message", (message: ToChild) => {
    if (message.kind === "snapshot") pieces.push(message.piece);
    else void run(runScan, message.request, pieces);
  });
}

async function run(runScan: RunScan, asked: Omit<ScanRequest, "snapshot">, pieces: readonly Uint8Array[]): Promise<void> {
  const request = pieces.length === 0 ? asked : { ...asked, snapshot: readSnapshot(pieces) };
  const say = (message: FromChild) => new Promise<void>((sent) => process.send?.(message, () => sent()));
  try {
    const result = await runScan(request, { onEvent: (event) => void say({ kind: "event", event }) });
    if (result.ok) await say({ kind: "ended", report: result.value.report, incomplete: result.value.incomplete });
    else await say({ kind: "refused", problem: result.problem });
  } catch (error) {
    const name = error instanceof Error ? error.name : "error";
    await say({ kind: "refused", problem: { code: "INTERNAL", message: `the engine failed (${name})` } });
  }
  process.disconnect?.();
}
