import { defineRule } from "@mcp-assay/core/define/rule";

const HOST = /^(?:\/var\/run\/docker\.sock|\/run\/docker\.sock|\/|\/etc|\/root|\/proc)(?::|$)/;

/** What of the host a compose service gets; null if nothing. */
function hostPart(service: Readonly<Record<string, unknown>>): { what: string; word: string } | null {
  if (service.privileged === true) return { what: "all rights of the host (privileged)", word: "privileged" };
  if (service.pid === "host") return { what: "the host's processes (pid: host)", word: "pid" };
  for (const volume of Array.isArray(service.volumes) ? service.volumes : []) {
    const source = typeof volume === "string" ? volume : String((volume as { source?: unknown } | null)?.source ?? "");
    if (HOST.test(source)) return { what: `the host's ${source.split(":")[0]}`, word: source.split(":")[0] ?? source };
  }
  return null;
}

export default defineRule({
  key: "container/privileged",
  ruleId: "MCP-I010",
  threatId: "MCP-922",
  tier: "T1",
  title: "Container that holds the host",
  since: "0.1.0",
  status: "stable",
  category: "permissions",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.3, impact: 1, detection: 0.6, amplification: 0.1 },
  cwe: [250, 269],
  owaspMcp: ["MCP02:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1303"],
  msss: ["MCP-DEPLOY-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "A container is started privileged, with the host's Docker socket, root folder or process space.",
  why: "The container is then no border: its program is root on the host.",
  fix: "Drop the option; mount the one folder that is needed, read-only where possible.",
  misses: ["Options that are passed on the command line outside of the files."],
  messages: { found: "The service {service} gets {what}." },
  examples: {
    bad: [
      {
        language: "yaml",
        file: "compose.yml",
        code: `services:
  server:
    image: sample:1.0
    privileged: true
`,
      },
    ],
    good: [
      {
        language: "yaml",
        file: "compose.yml",
        code: `services:
  server:
    image: sample:1.0
    read_only: true
`,
        reason: "The container has its own file system, read-only.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text, data } of see.inventory.manifests) {
      const view = see.read(path);
      const services = kind === "compose" ? (data as { services?: Record<string, unknown> } | null)?.services : undefined;
      if (view === null || typeof services !== "object" || services === null) continue;
      for (const [service, settings] of Object.entries(services)) {
        const part = typeof settings === "object" && settings !== null ? hostPart(settings as Record<string, unknown>) : null;
        if (part === null) continue;
        const at = Math.max(text.indexOf(part.word, Math.max(text.indexOf(`${service}:`), 0)), 0);
        yield { message: "found", holes: { service, what: part.what }, place: view.place(at, at + part.word.length) };
      }
    }
  },
});
