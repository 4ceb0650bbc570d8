import { textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { type HttpResponse, readJson } from "./http.ts";
import type { SourceIo } from "./io.ts";

export interface MetadataRequest {
  readonly url: string;
  readonly accept: string;
  readonly secret?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is welcome and not needed: one try, and no long wait (milliseconds). */
  readonly patienceMs?: number;
}

/** An answer of a registry, from the network or as the cache remembers it. */
export interface Metadata {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
}

/** Headers that sources read; they are remembered with the answer. */
const REMEMBERED = ["etag", "last-modified", "content-type", "link", "docker-content-digest"];

/**
 * Asks a registry for a document. With a cache the request is conditional, and offline the remembered
 * answer counts. Statuses other than transient ones are answers.
 */
export async function fetchMetadata(io: SourceIo, request: MetadataRequest): Promise<Result<Metadata>> {
  const key = `metadata ${request.accept} ${request.url}`;
  const known = remembered(await io.cache.read(key));
  if (io.settings.offline)
    return known === null
      ? fail("OFFLINE", `${new URL(request.url).host} was not asked: offline, and the answer is not in the cache`, {
          hint: "run once without --offline",
        })
      : ok(known);
  const etag = known?.header("etag");
  const answer = await io.http({
    url: request.url,
    headers: { ...request.headers, accept: request.accept, ...(etag === undefined ? {} : { "if-none-match": etag }) },
    ...(request.secret === undefined ? {} : { secret: request.secret }),
    maxBytes: io.limits.metadataBytes,
    timeoutMs: request.patienceMs ?? io.limits.requestMs,
    ...(request.patienceMs === undefined ? {} : { attempts: 1 }),
  });
  if (!answer.ok) return answer;
  if (answer.value.status === 304 && known !== null) return ok(known);
  const fresh = { status: answer.value.status, text: answer.value.body.toString("utf8"), header: answer.value.header };
  if (fresh.status === 200) await io.cache.write(key, remember(answer.value));
  return ok(fresh);
}

/** `fetchMetadata` for JSON; null when the upstream does not know the document (404, 410). */
export async function fetchJson(io: SourceIo, request: MetadataRequest): Promise<Result<unknown>> {
  const answer = await fetchMetadata(io, request);
  if (!answer.ok) return answer;
  const { status, text, header } = answer.value;
  if (status === 404 || status === 410) return ok(null);
  if (status !== 200) return fail(...refusal(request.url, status));
  return readJson({ status, url: request.url, header, body: Buffer.from(text) });
}

/** Code and message for a status that is neither success, nor absence, nor transient. */
export function refusal(url: string, status: number): ["INVALID_CREDENTIALS" | "UPSTREAM_UNAVAILABLE", string] {
  const host = new URL(url).host;
  return status === 401 || status === 403
    ? ["INVALID_CREDENTIALS", `${host} refuses access (${status})`]
    : ["UPSTREAM_UNAVAILABLE", `${host} answers ${status}`];
}

export interface ArtifactRequest {
  readonly url: string;
  /** Name for messages and progress. */
  readonly name: string;
  /** Published digest in SRI form ("sha512-…"), or null when the registry gives none. */
  readonly integrity: string | null;
  /** What the content is known by in the cache when there is no digest: an immutable address. */
  readonly key: string;
  readonly secret?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How to get the bytes where a plain download is not it (the git protocol). */
  readonly load?: () => Promise<Result<Buffer>>;
}

/** Downloads an artifact, once for all who ask at the same time, and checks it against its published digest. */
export async function fetchArtifact(io: SourceIo, request: ArtifactRequest): Promise<Result<Buffer>> {
  const key = `artifact ${request.integrity ?? request.key}`;
  return io.cache.once(key, async () => {
    const known = await io.cache.read(key);
    if (known !== null && (await matches(known, request.integrity))) return ok(known);
    if (known !== null) await io.cache.drop(key);
    if (io.settings.offline) return fail("OFFLINE", `${request.name} is not in the cache`, { hint: "run once without --offline" });
    io.progress({ stage: "fetch", name: request.name });
    const fresh = await (request.load?.() ?? download(io, request));
    if (fresh.ok) await io.cache.write(key, fresh.value);
    return fresh;
  });
}

async function download(io: SourceIo, request: ArtifactRequest): Promise<Result<Buffer>> {
  const answer = await io.http({
    url: request.url,
    artifact: true,
    maxBytes: io.limits.packedBytes,
    timeoutMs: io.limits.downloadMs,
    ...(request.headers === undefined ? {} : { headers: request.headers }),
    ...(request.secret === undefined ? {} : { secret: request.secret }),
  });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 404 || status === 410)
    return fail("REPOSITORY_NOT_FOUND", `${request.name} is listed, but its archive is gone`, { where: request.name });
  if (status !== 200) return fail(...refusal(request.url, status), { where: request.name });
  if (!(await matches(body, request.integrity)))
    return fail("TARGET_NOT_READABLE", `${request.name} does not match its published checksum`, {
      where: request.name,
      hint: "a mirror or proxy may have changed it; do not install it",
    });
  return ok(body);
}

async function matches(bytes: Uint8Array, integrity: string | null): Promise<boolean> {
  return integrity === null || (await import("ssri")).checkData(bytes, integrity) !== false;
}

/** One line of JSON with the headers, then the body. */
function remember(response: HttpResponse): Buffer {
  const headers = Object.fromEntries(REMEMBERED.map((name) => [name, response.header(name)]));
  return Buffer.concat([Buffer.from(`${JSON.stringify(headers)}\n`), response.body]);
}

function remembered(stored: Buffer | null): Metadata | null {
  const end = stored?.indexOf(10) ?? -1;
  if (stored === null || end === -1) return null;
  try {
    const headers: unknown = JSON.parse(stored.subarray(0, end).toString("utf8"));
    return { status: 200, text: stored.subarray(end + 1).toString("utf8"), header: (name) => textAt(headers, name) };
  } catch {
    return null;
  }
}
