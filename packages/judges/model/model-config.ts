/** One model of a panel, as the configuration names it. */
export interface ModelConfig {
  readonly provider: ProviderName;
  readonly model: string;
  /** Without it no credential is sent: local servers need none. */
  readonly apiKey?: string;
  /** Address of the API up to its version ("https://api.openai.com/v1"); needed for "openai-compatible", has a default for the others. */
  readonly baseUrl?: string;
  /** US dollars for a million tokens; without it the cost is unknown and only tokens are counted. */
  readonly price?: Price;
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number;
  /** Attempts in all. */
  readonly attempts?: number;
  readonly concurrency?: number;
  /** False for models that refuse the parameter; others are asked at temperature 0. */
  readonly temperature?: boolean;
  /** The name by which a gateway answers, where it is not that of the model. */
  readonly answersAs?: string;
}

export interface Price {
  readonly input: number;
  readonly output: number;
}

export const PROVIDERS = ["openai", "anthropic", "google", "ollama", "openai-compatible"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** Tokens that an answer may have. */
export const ANSWER_TOKENS = 1_200;

export interface Usage {
  readonly input: number;
  readonly output: number;
}
