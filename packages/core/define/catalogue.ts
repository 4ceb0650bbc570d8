import type { Dialect } from "./dialect.ts";
import type { Model } from "./model.ts";
import type { Rule } from "./rule.ts";

/** Everything the engine is told: rules, models and dialects. Data in, never code that reads the disk. */
export interface Catalogue {
  readonly version: string;
  /** "sha256:…" over rules, models, dialects and threats as built. */
  readonly digest: string;
  readonly rules: readonly Rule[];
  readonly models: readonly Model[];
  readonly dialects: readonly Dialect[];
}
