import type { ModelConfig } from "./model-config.ts";
import type { ModelPorts } from "./ports.ts";
import type { ApiRequest } from "./provider.ts";

/** How an exchange with an API ended. Nothing that the server wrote is part of a failure: it may repeat the prompt. */
export type Exchange =
  | { readonly kind: "body"; readonly body: unknown }
  | {
      readonly kind: "failed";
      readonly why: string;
      /** No other tool will fare better: wrong key, no such model, no server. */
      readonly final: boolean;
    };

const TIMEOUT_MS = 60_000;
const ATTEMPTS = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 20_000;
const LARGEST_BODY = 1_000_000;
/** 529 is how one of the services says that it is overloaded. */
const WORTH_A_RETRY = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

type Attempt = Exchange | { readonly kind: "again"; readonly why: string; readonly afterMs: number | null };

/** Sends a request, again where that may help, with growing pauses. Redirects are not followed: they would carry the key elsewhere. */
export async function exchange(config: ModelConfig, url: string, request: ApiRequest, ports: ModelPorts): Promise<Exchange> {
  const attempts = Math.max(1, config.attempts ?? ATTEMPTS);
  for (let attempt = 1; ; attempt++) {
    const result = await once(config, url, request, ports);
    if (result.kind !== "again") return result;
    if (attempt >= attempts) return { kind: "failed", why: `${result.why}, ${attempt} times`, final: false };
    const growing = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1)) * (0.5 + ports.random() / 2);
    await ports.sleep(Math.min(LONGEST_DELAY_MS, Math.max(growing, result.afterMs ?? 0)));
  }
}

async function once(config: ModelConfig, url: string, request: ApiRequest, ports: ModelPorts): Promise<Attempt> {
  const signal = AbortSignal.timeout(config.timeoutMs ?? TIMEOUT_MS);
  let response: Response;
  try {
    response = await ports.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...request.headers },
      body: JSON.stringify(request.body),
      redirect: "error",
      signal,
    });
  } catch {
    return { kind: "again", why: signal.aborted ? "no answer in time" : "the connection failed", afterMs: null };
  }
  try {
    if (!response.ok) return await refused(response);
    const text = await readBounded(response);
    return text === null ? { kind: "failed", why: "the response is too large", final: false } : { kind: "body", body: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "failed", why: "the response is no JSON", final: false };
    return { kind: "again", why: signal.aborted ? "no answer in time" : "the connection broke", afterMs: null };
  }
}

async function refused(response: Response): Promise<Attempt> {
  const { status, headers } = response;
  await response.body?.cancel();
  if (WORTH_A_RETRY.has(status)) return { kind: "again", why: `HTTP ${status}`, afterMs: retryAfterMs(headers.get("retry-after")) };
  if (status === 401 || status === 403) return { kind: "failed", why: `the key was refused (HTTP ${status})`, final: true };
  if (status === 404) return { kind: "failed", why: "there is no such model or address (HTTP 404)", final: true };
  return { kind: "failed", why: `HTTP ${status}`, final: status === 400 || status === 402 };
}

/** Seconds only; dates are rare here and not worth a clock. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,4}$/.test(header.trim()) ? Number(header) * 1000 : null;
}

/** The whole text; null as soon as it is longer than anything honest. */
async function readBounded(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST_BODY) return null;
  }
  return text + decoder.decode();
}
