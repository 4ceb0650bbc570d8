import { AISDKError, APICallError, generateText, type LanguageModel, NoObjectGeneratedError, Output } from "ai";
import { ANSWER } from "./answer.ts";
import { TooLarge } from "./language-model.ts";
import { ANSWER_TOKENS, type ModelConfig, type Usage } from "./model-config.ts";
import type { ModelPorts } from "./ports.ts";
import type { Prompt } from "./prompt.ts";

/** What became of a question. Nothing that a server wrote is part of a failure: it may repeat the prompt. */
export type Reply =
  | { readonly kind: "text"; readonly text: string; readonly model: string | null; readonly usage: Usage | null }
  | { readonly kind: "useless"; readonly why: string; readonly usage: Usage | null }
  | {
      readonly kind: "failed";
      readonly why: string;
      /** No other tool will fare better: wrong key, no such model, no server. */
      readonly final: boolean;
    };

type Attempt = Reply | { readonly kind: "again"; readonly why: string; readonly afterMs: number | null };

const TIMEOUT_MS = 60_000;
const ATTEMPTS = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 20_000;

/** Asks a model once, and again where that may help, with growing pauses that differ from judge to judge. */
export async function ask(config: ModelConfig, model: LanguageModel, prompt: Prompt, ports: ModelPorts): Promise<Reply> {
  const attempts = Math.max(1, config.attempts ?? ATTEMPTS);
  for (let attempt = 1; ; attempt++) {
    const result = await once(config, model, prompt, ports.signal);
    if (result.kind !== "again") return result;
    if (attempt >= attempts) return { kind: "failed", why: `${result.why}, ${attempt} times`, final: false };
    const growing = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1)) * (0.5 + ports.random() / 2);
    await ports.sleep(Math.min(LONGEST_DELAY_MS, Math.max(growing, result.afterMs ?? 0)));
  }
}

/** One attempt: no tools, no memory, no retries and no telemetry of the SDK's own. */
async function once(config: ModelConfig, model: LanguageModel, { system, user }: Prompt, end: AbortSignal): Promise<Attempt> {
  const signal = AbortSignal.any([AbortSignal.timeout(config.timeoutMs ?? TIMEOUT_MS), end]);
  try {
    const result = await generateText({
      ...{ model, system, prompt: user, abortSignal: signal, maxRetries: 0, maxOutputTokens: ANSWER_TOKENS },
      ...(config.temperature === false ? {} : { temperature: 0 }),
      output: Output.object({ schema: ANSWER, name: "verdict" }),
    });
    const usage = usageOf(result.usage);
    const fault = faultOf(result.finishReason);
    return fault === null
      ? { kind: "text", text: result.text, model: modelOf(result.response), usage }
      : { kind: "useless", why: fault, usage };
  } catch (error) {
    if (NoObjectGeneratedError.isInstance(error)) return unreadable(error);
    if (end.aborted) return { kind: "failed", why: "the scan ran out of time", final: true };
    return failure(error, signal);
  }
}

/** An answer that came and is no verdict. The SDK's own words quote it, ours do not. */
function unreadable({ finishReason, usage, text }: NoObjectGeneratedError): Reply {
  const why =
    faultOf(finishReason) ?? (isJson(text ?? "") ? "its answer does not have the form that was asked for" : "its answer is no JSON");
  return { kind: "useless", why, usage: usageOf(usage) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function faultOf(reason: string | undefined): string | null {
  if (reason === "length") return "its answer was cut off";
  return reason === "content-filter" || reason === "error" ? "it refused to answer" : null;
}

function usageOf(usage: { readonly inputTokens: number | undefined; readonly outputTokens: number | undefined } | undefined): Usage | null {
  return usage?.inputTokens === undefined || usage.outputTokens === undefined
    ? null
    : { input: usage.inputTokens, output: usage.outputTokens };
}

/** One provider of the SDK repeats what was asked for instead of what answered; the body tells. */
function modelOf({ modelId, body }: { readonly modelId: string; readonly body?: unknown }): string | null {
  const told = (body as { readonly modelVersion?: unknown } | undefined)?.modelVersion;
  return typeof told === "string" ? told : modelId;
}

function failure(error: unknown, signal: AbortSignal): Attempt {
  if (signal.aborted) return { kind: "again", why: "no answer in time", afterMs: null };
  if (!APICallError.isInstance(error)) return { kind: "useless", why: "the response does not follow the API", usage: null };
  const { statusCode: status, responseHeaders, isRetryable } = error;
  if (status === undefined) return { kind: "again", why: "the connection failed", afterMs: null };
  if (status < 300) return unread(error.cause);
  if (isRetryable || status === 529)
    return { kind: "again", why: `HTTP ${status}`, afterMs: retryAfterMs(responseHeaders?.["retry-after"]) };
  if (status === 401 || status === 403) return { kind: "failed", why: `the key was refused (HTTP ${status})`, final: true };
  if (status === 404) return { kind: "failed", why: "there is no such model or address (HTTP 404)", final: true };
  return { kind: "failed", why: `HTTP ${status}`, final: status === 400 || status === 402 };
}

/** A response that was granted and could not be read. */
function unread(cause: unknown): Attempt {
  if (cause instanceof TooLarge) return { kind: "useless", why: "the response is too large", usage: null };
  if (AISDKError.isInstance(cause)) return { kind: "useless", why: "the response does not follow the API", usage: null };
  return { kind: "again", why: "the connection broke", afterMs: null };
}

/** Seconds only; dates are rare here and not worth a clock. */
function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,4}$/.test(header.trim()) ? Number(header) * 1000 : null;
}
