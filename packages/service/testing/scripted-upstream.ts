import type { Problem } from "@mcp-assay/core/problem";
import type { Upstream } from "../app/resolve-target.ts";

/** What the upstream says of a package is written in its name; everything else exists at version 1.2.3. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  nowhere: { code: "REPOSITORY_NOT_FOUND", message: "npm has no such package" },
  "too-large": { code: "TARGET_TOO_LARGE", message: "the archive is larger than 200 MB" },
  unreachable: { code: "UPSTREAM_UNAVAILABLE", message: "npm does not answer", retryAfter: 17 },
};
const FOUND = { ok: true, value: { version: "1.2.3", integrity: "sha512-AAAA" } } as const;

/** Upstreams that do as they are told, so that every answer of the service can be provoked. */
export const SCRIPTED_UPSTREAM: Upstream = {
  resolve: async ({ name }) => {
    if (name === "explodes") throw new Error("select secrets from the inside");
    const problem = PROBLEMS[name];
    return problem === undefined ? FOUND : { ok: false, problem };
  },
  inspect: async ({ name }) =>
    name === "no-server" ? { ok: false, problem: { code: "NOT_AN_MCP_SERVER", message: "nothing in it has to do with MCP" } } : FOUND,
  fetchPrivate: () => ({
    by: { owner: "test", leaseMs: 60_000 },
    known: Promise.resolve({ ok: false, problem: { code: "INVALID_CREDENTIALS", message: "npm refuses access (401)" } }),
    deliver: () => {},
    abandon: () => {},
  }),
};
