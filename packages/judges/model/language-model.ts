import type { LanguageModel } from "ai";
import type { ModelConfig } from "./model-config.ts";

const OLLAMA = "http://127.0.0.1:11434/v1";

/**
 * The model as the SDK speaks to it. Providers are loaded when they are first asked for: a scan without model judges loads none.
 * @param send sends each request; see {@link guardedFetch}
 * @returns null if the configuration names no address
 */
export async function languageModel(config: ModelConfig, send: typeof fetch): Promise<LanguageModel | null> {
  const { provider, model, apiKey, baseUrl } = config;
  // An empty key keeps an SDK from looking for one in the environment of whoever runs the scan.
  const settings = { apiKey: apiKey ?? "", fetch: send, ...(baseUrl === undefined ? {} : { baseURL: baseUrl }) };
  switch (provider) {
    case "openai":
      return (await import("@ai-sdk/openai")).createOpenAI(settings).chat(model);
    case "anthropic":
      return (await import("@ai-sdk/anthropic")).createAnthropic(settings)(model);
    case "google":
      return (await import("@ai-sdk/google")).createGoogleGenerativeAI(settings)(model);
    default: {
      const address = baseUrl ?? (provider === "ollama" ? OLLAMA : null);
      if (address === null) return null;
      const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
      const key = apiKey === undefined ? {} : { apiKey };
      return createOpenAICompatible({ name: provider, baseURL: address, ...key, fetch: send, supportsStructuredOutputs: true })(model);
    }
  }
}

const LARGEST_BODY = 1_000_000;

/** An answer that is longer than anything honest. */
export class TooLarge extends Error {}

/** A fetch that follows no redirect, which would carry the key elsewhere, and reads no more of an answer than anything honest has. */
export function guardedFetch(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, { ...init, redirect: "error" });
    let bytes = 0;
    const limit = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > LARGEST_BODY) controller.error(new TooLarge());
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers, body } = response;
    return new Response(body?.pipeThrough(limit) ?? null, { status, statusText, headers });
  };
}
