import { z } from "zod";

/** Answers of the rule routes. */
const texts = z.array(z.string()).readonly();
export const rule = z.object({
  key: z.string(),
  rule_id: z.string(),
  threat_id: z.string(),
  tier: z.enum(["T1", "T2"]),
  title: z.string(),
  since: z.string(),
  status: z.string(),
  category: z.string(),
  severity: z.string(),
  confidence: z.string(),
  audience: z.string(),
  cwe: z.array(z.number()).readonly(),
  owasp_mcp: texts,
  owasp_asi: texts,
  safe_mcp: texts,
  msss_controls: texts,
  what: z.string(),
  why: z.string(),
  fix: z.string(),
  misses: texts,
});
export const threat = z.object({ threat_id: z.string(), status: z.enum(["covered", "partial", "missing"]), rules: texts });
export const catalogue = z.object({ version: z.string(), digest: z.string() });
