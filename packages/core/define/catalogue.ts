import type { Dialect } from "./dialect.ts";
import type { Model } from "./model.ts";
import type { Rule } from "./rule.ts";

/** Everything the engine is told: rules, models and dialects. Data in, never code that reads the disk. */
export interface Catalogue {
  readonly version: string;
  /** "sha256:…" over everything in the catalogue that decides what is found, data files of rules included. */
  readonly digest: string;
  readonly rules: readonly Rule[];
  readonly models: readonly Model[];
  readonly dialects: readonly Dialect[];
}
