import { readFile } from "node:fs/promises";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { PanelSettings } from "@mcp-assay/judges/choose-panel";
import { readPanelFile } from "@mcp-assay/judges/panel-file";
import type { Settings } from "./settings.ts";

/** The panel that the settings name, with the keys its file asks for; null where the built-in judges sit alone. */
export async function loadJudges({ judgesFile, env }: Settings): Promise<Result<PanelSettings | null>> {
  if (judgesFile === null) return ok(null);
  const text = await readFile(judgesFile, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") return wrong(`names a file that cannot be read (${text.code ?? "unknown"})`);
  const panel = readPanelFile(text, env, judgesFile);
  return panel.ok ? panel : wrong(`names a file that is no panel: ${panel.problem.message}`);
}

function wrong(what: string): Result<never> {
  return fail("CONFIG_INVALID", `JUDGES_FILE ${what}`, { where: "JUDGES_FILE", hint: "see docs/judges.md" });
}
