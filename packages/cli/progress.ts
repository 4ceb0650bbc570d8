import { shorten, visible } from "@mcp-assay/core/report/visible";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import type { Machine } from "./machine.ts";

export interface Progress {
  readonly event: (event: ScanEvent) => void;
  /** Clears the line. */
  readonly end: () => Promise<void>;
}

/** One line on a terminal's stderr that says where the scan is; nothing anywhere else. */
export function progressOn({ stderr }: Machine, quiet: boolean, target: string): Progress {
  if (quiet || !stderr.isTTY) return { event: () => {}, end: async () => {} };
  let stage = "reading";
  let files = "";
  let found = 0;
  let shown = "";
  const show = (): void => {
    const line = shorten(`${visible(target)}: ${stage}${files}${found > 0 ? `, ${found} findings` : ""}`, Math.max(20, stderr.columns - 1));
    if (line === shown) return;
    shown = line;
    void stderr.write(`\r\u001b[2K${line}`);
  };
  const event = (event: ScanEvent): void => {
    if (event.type === "stage_started") stage = event.stage_name;
    if (event.type === "files") files = `, ${event.done} of ${event.total} files`;
    if (event.type === "rule_completed") found += event.finding_count;
    show();
  };
  return { event, end: () => (shown === "" ? Promise.resolve() : stderr.write("\r\u001b[2K")) };
}
