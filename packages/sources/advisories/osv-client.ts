import { listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { fetchJson } from "../io/fetch.ts";
import { readJson } from "../io/http.ts";
import type { SourceIo } from "../io/io.ts";
import { type Advisory, packageKey, readAdvisory } from "./advisory.ts";

const DEFAULT_BASE = "https://api.osv.dev";
/** Queries in one batch, and pages that are followed (google.github.io/osv.dev, "POST /v1/querybatch"). */
const BATCH = 1000;
const MAX_PAGES = 20;
/** Records that are asked for at the same time. */
const PARALLEL = 8;

export interface PackageVersion {
  readonly ecosystem: string;
  readonly name: string;
  /** Null asks for every record of the package. */
  readonly version: string | null;
}

interface Query {
  readonly subject: PackageVersion;
  readonly page?: string;
}

/** Asks osv.dev (or OSV_API_URL) about many packages at once; the answer is by `packageKey`, and holds every record that may apply. */
export async function askOsv(packages: readonly PackageVersion[], io: SourceIo): Promise<Result<ReadonlyMap<string, readonly Advisory[]>>> {
  const base = (io.settings.env.OSV_API_URL || DEFAULT_BASE).replace(/\/+$/u, "");
  if (!URL.canParse(base)) return fail("CONFIG_INVALID", "OSV_API_URL is not an address", { where: "OSV_API_URL" });
  if (io.settings.offline) return fail("OFFLINE", "osv.dev was not asked: offline");
  if (base !== DEFAULT_BASE) io.trust(base);
  const ids = await idsFor(packages, base, io);
  if (!ids.ok) return ids;
  const found = new Map<string, Advisory[]>();
  const waiting = [...ids.value];
  for (let group = waiting.splice(0, PARALLEL); group.length > 0; group = waiting.splice(0, PARALLEL)) {
    for (const record of await Promise.all(group.map(([id, modified]) => readRecord(id, modified, base, io)))) {
      if (!record.ok) return record;
      for (const [key, advisory] of readAdvisory(record.value)) found.set(key, [...(found.get(key) ?? []), advisory]);
    }
  }
  const asked = new Set(packages.map(({ ecosystem, name }) => packageKey(ecosystem, name)));
  return ok(new Map([...found].filter(([key]) => asked.has(key))));
}

/** One record; a copy of the state that the batch named is as good as a new answer. */
async function readRecord(id: string, modified: string, base: string, io: SourceIo): Promise<Result<unknown>> {
  const key = `osv ${base} ${id} ${modified}`;
  const known = modified === "" ? null : await io.cache.read(key);
  if (known !== null) return ok(JSON.parse(known.toString("utf8")) as unknown);
  const record = await fetchJson(io, { url: `${base}/v1/vulns/${encodeURIComponent(id)}`, accept: "application/json" });
  if (record.ok && modified !== "" && textAt(record.value, "modified") === modified)
    await io.cache.write(key, Buffer.from(JSON.stringify(record.value)));
  return record;
}

/** Ids of the records that may apply, each with the time of its last change. */
async function idsFor(packages: readonly PackageVersion[], base: string, io: SourceIo): Promise<Result<ReadonlyMap<string, string>>> {
  const ids = new Map<string, string>();
  let queries: readonly Query[] = packages.map((subject) => ({ subject }));
  for (let page = 0; page < MAX_PAGES && queries.length > 0; page++) {
    const next: Query[] = [];
    for (let at = 0; at < queries.length; at += BATCH) {
      const batch = queries.slice(at, at + BATCH);
      const results = await sendBatch(batch, base, io);
      if (!results.ok) return results;
      for (const [index, query] of batch.entries()) {
        const result = results.value[index];
        for (const entry of listAt(result, "vulns")) ids.set(textAt(entry, "id") ?? "", textAt(entry, "modified") ?? "");
        const token = textAt(result, "next_page_token");
        if (token !== undefined) next.push({ subject: query.subject, page: token });
      }
    }
    queries = next;
  }
  ids.delete("");
  return ok(ids);
}

async function sendBatch(batch: readonly Query[], base: string, io: SourceIo): Promise<Result<readonly unknown[]>> {
  const queries = batch.map(({ subject: { ecosystem, name, version }, page }) => ({
    package: { ecosystem, name },
    ...(version === null ? {} : { version }),
    ...(page === undefined ? {} : { page_token: page }),
  }));
  const answer = await io.http({
    url: `${base}/v1/querybatch`,
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ queries }),
    maxBytes: io.limits.metadataBytes,
    timeoutMs: io.limits.requestMs,
  });
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return fail("UPSTREAM_UNAVAILABLE", `${new URL(base).host} answers ${answer.value.status}`);
  const body = readJson(answer.value);
  if (!body.ok) return body;
  const results = listAt(body.value, "results");
  return results.length === batch.length
    ? ok(results)
    : fail("UPSTREAM_UNAVAILABLE", `${new URL(base).host} answers with another number of results than asked for`);
}
