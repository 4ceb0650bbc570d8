import type { CodeFile } from "@mcp-assay/core/inventory/take";
import type { Lowered } from "@mcp-assay/core/report/scan-ports";
import { frontEndFor } from "./front-ends.ts";

/** Lowers files one after the other in this thread; after `stop` says so, the rest is left out and named. */
export async function lowerHere(files: readonly CodeFile[], stop: () => boolean, onFile: () => void = () => {}): Promise<Lowered> {
  const units: Lowered["units"][number][] = [];
  const failed: Lowered["failed"][number][] = [];
  for (const file of files) {
    if (stop()) failed.push({ path: file.path, reason: "timeout" });
    else {
      const frontEnd = await frontEndFor(file.path);
      if (frontEnd === null) failed.push({ path: file.path, reason: "unsupported-language" });
      else units.push(frontEnd.lower({ path: file.path, text: file.text }));
    }
    onFile();
  }
  return { units, failed, errors: [] };
}
