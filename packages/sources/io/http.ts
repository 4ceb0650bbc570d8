import { constants, gunzipSync } from "node:zlib";
import { fail, ok, type Problem, type Result } from "@mcp-assay/core/problem";
import type { Dispatcher } from "undici";
import { type Connections, isRefusedLiteral, RefusedAddress } from "./connection.ts";
import type { Limits } from "./limits.ts";

export interface HttpRequest {
  readonly url: string;
  readonly method?: "GET" | "POST" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers with credentials: sent to this URL's origin only, dropped when a redirect leaves it. */
  readonly secret?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Largest body that is read, in bytes. */
  readonly maxBytes: number;
  /** Whole time of one attempt, redirects included, in milliseconds. */
  readonly timeoutMs: number;
  /** Tries, when fewer than usual are enough. */
  readonly attempts?: number;
  /** The body is an artifact: it is taken as it is, and an interrupted download goes on where it stopped. */
  readonly artifact?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Address after redirects. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

export interface HttpPorts {
  readonly limits: Limits;
  readonly connections: Connections;
  /** Origins ("https://host:port") that are configured: they may be private, and may be plain http. */
  readonly trusted: ReadonlySet<string>;
  /** Waits; given from outside so that tests need no time. */
  readonly pause: (ms: number) => Promise<void>;
}

export type Http = (request: HttpRequest) => Promise<Result<HttpResponse>>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

/** What is already there of an artifact whose download broke off. */
interface Partial {
  chunks: Buffer[];
  size: number;
  validator: string | undefined;
}

/** A failed attempt; `again` says whether another one can help. */
interface Failure {
  readonly problem: Problem;
  readonly again: boolean;
}

/**
 * The one client of all sources: https only, addresses checked, redirects followed by hand and checked
 * each, sizes and times bounded, transient failures tried again. Statuses other than transient ones
 * are answers, not problems.
 */
export function createHttp(ports: HttpPorts): Http {
  return async (request) => {
    const partial: Partial = { chunks: [], size: 0, validator: undefined };
    let last: Failure | null = null;
    const attempts = Math.min(request.attempts ?? ports.limits.attempts, ports.limits.attempts);
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const answer = await tryOnce(request, partial, ports);
      if ("status" in answer) return ok(answer);
      last = answer;
      const wait = (answer.problem.retryAfter ?? 0) * 1000 || 250 * 2 ** attempt;
      if (!answer.again || wait > ports.limits.longestPauseMs) break;
      if (attempt < attempts) await ports.pause(wait);
    }
    return { ok: false, problem: (last as Failure).problem };
  };
}

async function tryOnce(request: HttpRequest, partial: Partial, ports: HttpPorts): Promise<HttpResponse | Failure> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  let url = new URL(request.url);
  let secret = request.secret ?? {};
  try {
    for (let hop = 0; hop <= ports.limits.redirects; hop++) {
      const refusal = refuse(url, ports);
      if (refusal !== null) return unavailable(url, refusal, false);
      const resume =
        request.artifact === true && partial.validator !== undefined
          ? { range: `bytes=${partial.size}-`, "if-range": partial.validator }
          : {};
      const answer = await sendTo(url, request, { ...secret, ...resume }, signal, ports);
      const location = REDIRECTS.has(answer.statusCode) ? text(answer.headers.location) : undefined;
      if (location === undefined) return await finish(url, answer, request, partial, ports);
      await answer.body.dump({ limit: 65_536 }).catch(() => undefined);
      if (!URL.canParse(location, url.href)) return unavailable(url, "redirects to something that is no address", false);
      const next = new URL(location, url);
      if (next.origin !== url.origin) secret = {};
      url = next;
    }
    return unavailable(url, `redirects more than ${ports.limits.redirects} times`, false);
  } catch (error) {
    return thrown(url, error);
  }
}

/** Why this address is not asked at all; null when it may be. */
function refuse(url: URL, ports: HttpPorts): string | null {
  if (ports.trusted.has(url.origin)) return null;
  if (url.protocol !== "https:") return "is not https, and not a configured upstream";
  if (url.username !== "" || url.password !== "") return "carries a password in its address";
  return isRefusedLiteral(url) ? "is a private, link-local or loopback address" : null;
}

async function sendTo(
  url: URL,
  request: HttpRequest,
  extra: Readonly<Record<string, string>>,
  signal: AbortSignal,
  ports: HttpPorts,
): Promise<Dispatcher.ResponseData> {
  const { request: send } = await import("undici");
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return send(bare.href, {
    dispatcher: await (ports.trusted.has(url.origin) ? ports.connections.trusted() : ports.connections.checked()),
    method: request.method ?? "GET",
    headers: {
      "user-agent": "mcp-assay",
      "accept-encoding": request.artifact === true ? "identity" : "gzip",
      ...request.headers,
      ...extra,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
    headersTimeout: ports.limits.idleMs,
    bodyTimeout: ports.limits.idleMs,
    signal,
  });
}

/** Reads the body within bounds. What arrived of an interrupted artifact stays in `partial`. */
async function finish(
  url: URL,
  answer: Dispatcher.ResponseData,
  request: HttpRequest,
  partial: Partial,
  _ports: HttpPorts,
): Promise<HttpResponse | Failure> {
  const { statusCode: status, headers } = answer;
  if (TRANSIENT.has(status)) {
    await answer.body.dump({ limit: 65_536 }).catch(() => undefined);
    return unavailable(url, `answers ${status}`, true, retryAfter(text(headers["retry-after"])));
  }
  if (status !== 206) Object.assign(partial, { chunks: [], size: 0 });
  const tag = text(headers.etag);
  partial.validator = tag?.startsWith("W/") === false ? tag : text(headers["last-modified"]);
  const declared = Number(text(headers["content-length"]) ?? 0);
  if (declared + partial.size > request.maxBytes) {
    answer.body.destroy();
    return tooLarge(url, request.maxBytes);
  }
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    partial.size += chunk.length;
    if (partial.size > request.maxBytes) return tooLarge(url, request.maxBytes);
    partial.chunks.push(chunk);
  }
  const raw = Buffer.concat(partial.chunks);
  const zipped = request.artifact !== true && text(headers["content-encoding"]) === "gzip" && raw.length > 0;
  const body = zipped ? gunzipSync(raw, { maxOutputLength: request.maxBytes, finishFlush: constants.Z_FINISH }) : raw;
  return { status: status === 206 ? 200 : status, url: url.href, header: (name) => text(headers[name.toLowerCase()]), body };
}

function thrown(url: URL, error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof RefusedAddress) return unavailable(url, "resolves to a private, link-local or loopback address", false);
  const { name = "", code = "" } = cause as { name?: string; code?: string };
  if (code === "ERR_BUFFER_TOO_LARGE") return unavailable(url, "answers more than the limit once unpacked", false);
  if (name === "TimeoutError" || code.endsWith("_TIMEOUT"))
    return unavailable(url, "does not answer in time", code !== "" && name !== "TimeoutError");
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return unavailable(url, "is not known to the name service", code === "EAI_AGAIN");
  return unavailable(url, `breaks the connection${/^[\w-]{1,60}$/u.test(code) ? ` (${code})` : ""}`, !/CERT|TLS|SSL/u.test(code));
}

/** Only the origin is named: paths and queries of redirects can carry signatures. */
function unavailable(url: URL, what: string, again: boolean, after?: number): Failure {
  const hint =
    after === undefined ? "check the network, the proxy settings and the configured registry address" : `try again in ${after} seconds`;
  return {
    again,
    problem: {
      code: "UPSTREAM_UNAVAILABLE",
      message: `${url.protocol}//${url.host} ${what}`,
      where: url.host,
      hint,
      ...(after === undefined ? {} : { retryAfter: after }),
    },
  };
}

function tooLarge(url: URL, bytes: number): Failure {
  return {
    again: false,
    problem: { code: "TARGET_TOO_LARGE", message: `${url.host} sends more than ${Math.round(bytes / 1_048_576)} MB`, where: url.host },
  };
}

/** Seconds of a Retry-After header, as a number or a date, at most a day; undefined when there is none. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d{1,9}$/u.test(value.trim()) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(86_400, Math.max(1, seconds));
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The answer's body as JSON; what is not JSON is the upstream's fault. */
export function readJson(response: HttpResponse): Result<unknown> {
  try {
    return ok(JSON.parse(response.body.toString("utf8")));
  } catch {
    return fail("UPSTREAM_UNAVAILABLE", `${new URL(response.url).host} answers something that is not JSON`, {
      hint: "a proxy or sign-in page may stand in front of it",
    });
  }
}
