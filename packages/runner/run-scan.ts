import { ok } from "@mcp-assay/core/problem";
import { scan } from "@mcp-assay/core/scan";
import { catalogue } from "@mcp-assay/catalogue/index.generated";
import { createIo, openTarget } from "@mcp-assay/sources/open";
import { homedir } from "node:os";
import { lowerHere } from "./lower-here.ts";
import type { RunScan } from "./scan-request.ts";
import { sha256 } from "./sha256.ts";
import { stamped } from "./stamp.ts";
import { VERSION } from "./version.ts";

export const runScan: RunScan = async (request, hooks = {}) => {
  const begun = new Date();
  const started = performance.now();
  const io = createIo({ env: process.env, cacheDir: request.cacheDir, offline: request.offline, cwd: process.cwd(), home: homedir() });
  const opened = await openTarget(request.input, io);
  await io.close();
  if (!opened.ok) return opened;
  const deadline = started + request.timeoutMs;
  const stop = () => performance.now() > deadline;
  const report = await scan(opened.value, catalogue, request.options, null, { lower: (files) => lowerHere(files, stop), sha256, stop, onEvent: hooks.onEvent ?? (() => {}), stage: async (_n, w) => w(), version: VERSION });
  return ok({ report: stamped(report, begun, performance.now() - started), snapshot: opened.value, incomplete: null });
};
