import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { JudgeEstimate } from "@mcp-assay/core/scan-options";
import { choosePanel, panelNames } from "@mcp-assay/judges/choose-panel";
import type { Judge } from "@mcp-assay/judges/judge";
import type { ToolMaterial } from "@mcp-assay/judges/material/tool-material";
import { estimatePanel } from "@mcp-assay/judges/model/estimate";
import type { ModelPorts } from "@mcp-assay/judges/model/ports";
import { AnswerFolder } from "./answer-folder.ts";
import type { PanelPorts } from "./panel.ts";
import { clock, type ScanJob } from "./scan-job.ts";
import type { JudgesRequest } from "./scan-request.ts";
import { sha256 } from "./sha256.ts";

export interface ModelPanel {
  readonly judges: readonly Judge[];
  readonly names: readonly string[];
  /** Set where nobody is to be asked, only reckoned up. */
  readonly estimate: ((tools: readonly ToolMaterial[]) => JudgeEstimate) | null;
}

/** A panel with language models, as far as this scan allows them. */
export function modelPanel(job: ScanJob, request: JudgesRequest, { readText }: PanelPorts): ModelPanel {
  const { settings, occasion, estimate } = request;
  const judges = choosePanel(settings, occasion, readText, modelPorts(job));
  return {
    judges,
    names: panelNames(judges),
    estimate: estimate ? (tools) => estimatePanel(tools, settings.models) : null,
  };
}

function modelPorts({ cacheDir, hardEnd }: ScanJob): ModelPorts {
  const left = Math.max(0, Math.min(hardEnd - clock(), 2 ** 31 - 1));
  const signal = AbortSignal.timeout(Math.floor(left));
  return {
    fetch,
    signal,
    // Whoever waits when time is over is told by the next attempt.
    sleep: (ms) => delay(ms, undefined, { signal }).catch(() => undefined),
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    random: Math.random,
    sha256,
    cache: cacheDir === null ? null : new AnswerFolder(cacheDir),
  };
}
