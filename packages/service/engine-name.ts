import { stat } from "node:fs/promises";
import { join } from "node:path";
import { BUILT_IN_ONLY, type PanelSettings, panelDigestInput } from "@mcp-assay/judges/choose-panel";
import { databaseStatus, INDEX_FILE } from "@mcp-assay/sources/advisories/database";
import type { EngineName } from "./app/submit-scan.ts";

export interface EngineInputs {
  /** Version of this program, and digest of its catalogue. */
  readonly version: string;
  readonly catalogue: string;
  /** Folder of the imported advisory database. */
  readonly advisoryDir: string;
  /** Models that judge deep scans; null: the built-in judges alone. */
  readonly judges: PanelSettings | null;
  /** Whether osv.dev is asked where no database is imported. */
  readonly asksOsv: boolean;
  readonly now: () => Date;
}

/**
 * Names everything besides the target that a report depends on: program, catalogue, advisories and, for deep scans, the
 * panel. What osv.dev says is not ours to name; its answers count for the day they were given (UTC).
 */
export function engineNames({ version, catalogue, advisoryDir, judges, asksOsv, now }: EngineInputs): EngineName {
  const digest = advisoryDigests(advisoryDir);
  const panel = panelDigestInput(judges ?? BUILT_IN_ONLY);
  return async (mode) => {
    const advisories = (await digest()) ?? (asksOsv ? `osv.dev ${now().toISOString().slice(0, 10)}` : "none");
    return JSON.stringify([version, catalogue, advisories, mode, mode === "deep" ? panel : []]);
  };
}

/** The digest of the imported database, read again when its file has changed; null where there is none. */
function advisoryDigests(folder: string): () => Promise<string | null> {
  let known: { readonly changed: number; readonly digest: string | null } | null = null;
  return async () => {
    const file = await stat(join(folder, INDEX_FILE)).catch(() => null);
    if (file === null) return null;
    if (known?.changed !== file.mtimeMs) known = { changed: file.mtimeMs, digest: (await databaseStatus(folder))?.digest ?? null };
    return known.digest;
  };
}
