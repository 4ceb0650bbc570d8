import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Unit } from "@mcp-assay/core/language/ir";
import { CodeCache } from "./code-cache.ts";
import { lowerHere } from "./lower.ts";
import type { FromLowerThread, ToLowerThread } from "./thread-messages.ts";

const port = parentPort as MessagePort;
const cacheDir = workerData as string | null;
const code = cacheDir === null ? null : new CodeCache(cacheDir);
port.on("message", async ({ file }: ToLowerThread) => {
  const { units, failed } = await lowerHere([file], { stop: () => false, onFile: () => {}, code });
  const [unit] = units;
  const answer: FromLowerThread =
    unit !== undefined ? { kind: "unit", unit } : { kind: "failed", skipped: failed[0] ?? { path: file.path, reason: "unreadable" } };
  port.postMessage(answer, unit === undefined ? [] : buffersOf(unit));
});

/** The columns of a unit move to the other thread; nothing is copied but its strings. */
function buffersOf(unit: Unit): ArrayBuffer[] {
  return [
    unit.data,
    unit.functions,
    unit.classes,
    unit.decls,
    unit.imports,
    unit.exports,
    unit.dynamicImports,
    unit.comments,
    unit.lineStarts,
  ].map((column) => column.buffer as ArrayBuffer);
}
