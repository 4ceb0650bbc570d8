import { homedir } from "node:os";
import { catalogue } from "@mcp-assay/catalogue/index.generated";
import { mayBeServer } from "@mcp-assay/core/behaviour/server-evidence";
import { takeInventory } from "@mcp-assay/core/inventory/take";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { parseTarget } from "@mcp-assay/core/target/parse";
import { createIo, openRemote } from "@mcp-assay/sources/open";
import { openArtifacts } from "../artifacts/artifacts.ts";
import { seal, sealedSize } from "../artifacts/seal.ts";
import { snapshotBytes } from "../artifacts/snapshot-stream.ts";
import type { Fetched, FetchJob } from "./fetch-messages.ts";

/** Fetches a target, looks whether it can be an MCP server at all and, if asked, keeps its files sealed. */
export async function fetchTarget(job: FetchJob, onProgress: (stage: "resolve" | "fetch") => void): Promise<Result<Fetched>> {
  const { canonicalId, credentials, env, cacheDir, offline } = job;
  const target = parseTarget(canonicalId);
  if (!target.ok) return target;
  const io = createIo({
    ...{ env, cacheDir, offline, cwd: "/", home: homedir(), local: false, ...(credentials === null ? {} : { credentials }) },
    onProgress: ({ stage }) => void (stage !== "unpack" && onProgress(stage)),
  });
  try {
    const opened = await openRemote(target.value, io);
    if (!opened.ok) return opened;
    const snapshot = opened.value;
    const inventory = takeInventory(snapshot);
    if (!mayBeServer(inventory, inventory.code, catalogue.dialects))
      return fail("NOT_AN_MCP_SERVER", `${target.value.name} is not an MCP server`, {
        hint: "nothing in it is a server manifest, imports an MCP SDK, or declares a tool, resource or prompt",
      });
    await keep(job, snapshot);
    return ok({ version: snapshot.target.version ?? "", integrity: snapshot.facts?.integrity ?? null });
  } finally {
    await io.close();
  }
}

async function keep({ keep: place }: FetchJob, snapshot: Snapshot): Promise<void> {
  if (place === null) return;
  let size = 0;
  for (const part of snapshotBytes(snapshot)) size += part.length;
  const sealed = seal(snapshotBytes(snapshot), place.key, place.name);
  await openArtifacts(place.artifacts).write(place.name, sealed, sealedSize(size));
}
