import type { Confidence, Severity } from "@mcp-assay/core/define/rule";
import type { DeploymentProfile } from "@mcp-assay/core/score/owasp-aivss";

/** A configuration file as read: what is absent was not said. */
export interface Config {
  readonly mode?: "fast" | "deep";
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rules?: ReadonlyMap<string, "off" | { readonly severity: Severity; readonly reason: string }>;
  readonly failOn?: Severity | "none";
  readonly minConfidence?: Confidence;
  readonly baseline?: string;
  readonly languages?: readonly string[];
  readonly scanTimeoutMs?: number;
  readonly models?: readonly string[];
  readonly rulePacks?: readonly string[];
  readonly profile?: DeploymentProfile;
}
