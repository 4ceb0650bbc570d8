import { homedir } from "node:os";
import type { AdvisoryData } from "@mcp-assay/core/inventory/advisories";
import { type Dependency, readDependencies, releasedAs } from "@mcp-assay/core/inventory/dependencies";
import type { Ecosystem } from "@mcp-assay/core/inventory/lockfiles/locked";
import { purlOf } from "@mcp-assay/core/inventory/purl";
import { manifestsOf } from "@mcp-assay/core/inventory/take";
import { ok, type Result } from "@mcp-assay/core/problem";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { parseTarget } from "@mcp-assay/core/target/parse";
import { unchecked } from "@mcp-assay/sources/advisories/unchecked";
import { createIo } from "@mcp-assay/sources/open";
import type { ScanRequest } from "./scan-request.ts";

/** Registries whose releases have advisories of their own. */
const RELEASED: ReadonlyMap<string, Ecosystem> = new Map([
  ["npm", "npm"],
  ["pypi", "PyPI"],
]);
/** osv.dev adds to a scan what it can say soon; a network that swallows requests costs no more than this (milliseconds). */
const PATIENCE = { attempts: 1, requestMs: 8000, idleMs: 4000 };

/**
 * What advisory databases say about the release and what it is built from: the imported database where there is one, else
 * osv.dev unless the scan is offline. That nobody could be asked is an answer too; a damaged database is a Problem.
 */
export async function advisoriesFor(snapshot: Snapshot, request: ScanRequest): Promise<Result<AdvisoryData>> {
  const { list } = readDependencies(manifestsOf(snapshot), releasedAs(snapshot));
  const dependencies = [...releaseOf(snapshot), ...list];
  const database =
    request.advisoryDir == null
      ? ok(null)
      : await (await import("@mcp-assay/sources/advisories/database")).loadDatabase(request.advisoryDir);
  if (!database.ok) return database;
  if (database.value !== null) return ok(await (await comparison()).checkDependencies(dependencies, database.value, null));
  if (dependencies.length === 0) return ok(unchecked([], "nothing is named that could be checked"));
  if (request.offline) return ok(unchecked(dependencies, "offline, and no database is imported: mcp-assay db update"));
  const { env } = process;
  if (env.OSV_API_URL === "off" || request.askOsv === false)
    return ok(unchecked(dependencies, "osv.dev may not be asked, and no database is imported: mcp-assay db update"));
  const io = createIo({ env, cacheDir: request.cacheDir, offline: false, cwd: process.cwd(), home: homedir(), limits: PATIENCE });
  try {
    return ok(await (await comparison()).checkDependencies(dependencies, null, io));
  } finally {
    await io.close();
  }
}

/** Comparing versions takes libraries that a scan without advisories does not need. */
const comparison = () => import("@mcp-assay/sources/advisories/check");

/** The release itself; of an entry of the MCP Registry the package that was opened. */
function releaseOf({ target, facts }: Snapshot): readonly Dependency[] {
  const opened = facts?.registry?.opened === undefined ? null : parseTarget(facts.registry.opened);
  const { type, name } = opened?.ok === true ? opened.value : target;
  const ecosystem = RELEASED.get(type);
  const { version } = target;
  if (ecosystem === undefined || version === null) return [];
  return [{ ecosystem, name, version, requirement: null, direct: true, dev: false, purl: purlOf(ecosystem, name, version), path: "" }];
}
