import type { ModelConfig, ProviderName } from "./model-config.ts";
import type { Prompt } from "./prompt.ts";
import { anthropic } from "./providers/anthropic.ts";
import { google } from "./providers/google.ts";
import { ollama } from "./providers/ollama.ts";
import { openai } from "./providers/openai.ts";

/** How one API is spoken: which request asks a prompt, and what its answer says. Pure; sending is done elsewhere. */
export interface Provider {
  readonly baseUrl: string | null;
  readonly request: (config: ModelConfig, prompt: Prompt) => ApiRequest;
  /** @param body parsed JSON of a successful response */
  readonly read: (body: unknown) => ApiReply;
}

export interface ApiRequest {
  /** Below the base address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type ApiReply =
  | { readonly kind: "text"; readonly text: string; readonly model: string | null; readonly usage: Usage | null }
  | { readonly kind: "refused"; readonly usage: Usage | null }
  | { readonly kind: "cut"; readonly usage: Usage | null }
  | { readonly kind: "unreadable" };

export interface Usage {
  readonly input: number;
  readonly output: number;
}

export const PROVIDER: Readonly<Record<ProviderName, Provider>> = {
  openai,
  anthropic,
  google,
  ollama,
  "openai-compatible": { ...openai, baseUrl: null },
};
