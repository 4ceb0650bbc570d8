import { z } from "zod";

const grades = { safety_grade: z.string().nullable(), safety_score: z.number().nullable(), aivss_score: z.number().nullable() };
const names = z.array(z.string()).readonly();

/** Answers of the registry routes. */
export const registryPage = z.object({
  servers: z
    .array(
      z.object({
        input_type: z.string(),
        package_name: z.string(),
        scan_id: z.string(),
        version: z.string().nullable(),
        ...grades,
        scanned_at: z.string(),
        scans: z.number().int(),
      }),
    )
    .readonly(),
  next_cursor: z.string().nullable(),
  facets: z.object({ grades: z.record(z.string(), z.number()), types: z.record(z.string(), z.number()) }),
});

const version = z.object({
  scan_id: z.string(),
  version: z.string().nullable(),
  digest: z.string().nullable(),
  scan_mode_used: z.string(),
  ...grades,
  scanned_at: z.string(),
});
const diff = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  findings: z.object({ new: names, fixed: names, remaining: names }),
  tools: z.object({ added: names, removed: names, description_changed: names, changed: names }),
});

export const entry = z.object({
  input_type: z.string(),
  package_name: z.string(),
  latest: version,
  history: z.array(version).readonly(),
  diff: diff.nullable(),
});

export const hashes = z.object({
  input_type: z.string(),
  package_name: z.string(),
  version: z.string().nullable(),
  digest: z.string().nullable(),
  scan_id: z.string(),
  tools: z.array(z.object({ tool_name: z.string(), hash: z.string(), description_hash: z.string() })).readonly(),
});
