import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { JudgesRequest } from "@mcp-assay/runner/scan-request";
import type { Machine } from "./machine.ts";

export interface JudgeFlags {
  readonly judges?: string;
  readonly estimate?: boolean;
  readonly offline?: boolean;
}

const VARIABLE = "MCP_ASSAY_JUDGES";

/**
 * The panel that the user names with --judges or in the environment; null for the built-in one. A target's own configuration names
 * none: it could send keys and code wherever it likes.
 */
export async function judgesSetting(flags: JudgeFlags, mode: "fast" | "deep", machine: Machine): Promise<Result<JudgesRequest | null>> {
  const named = flags.judges ?? (machine.env[VARIABLE] || undefined);
  const estimate = flags.estimate === true;
  if (estimate && mode === "fast")
    return fail("INVALID_REQUEST", "fast scans have no judges, and cost nothing", { where: "--estimate", hint: "add --mode deep" });
  if (flags.judges !== undefined && mode === "fast")
    return fail("INVALID_REQUEST", "fast scans have no judges", { where: "--judges", hint: "add --mode deep" });
  if (named === undefined)
    return estimate
      ? fail("INVALID_REQUEST", "no model is configured, and the built-in judges cost nothing", {
          where: "--estimate",
          hint: "name a panel file with --judges",
        })
      : ok(null);
  if (mode === "fast") return ok(null);
  const text = await readFile(resolve(machine.cwd, named), "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string")
    return fail("CONFIG_INVALID", `the panel file cannot be read (${text.code ?? "unknown"})`, { where: named });
  const { readPanelFile } = await import("@mcp-assay/judges/panel-file");
  const settings = readPanelFile(text, machine.env, named);
  if (!settings.ok) return settings;
  const occasion = { isPrivate: false, ownerAllowsModels: true, offline: flags.offline ?? false };
  return ok({ settings: settings.value, occasion, estimate });
}
