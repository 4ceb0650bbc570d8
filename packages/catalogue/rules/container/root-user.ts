import { defineRule } from "@mcp-assay/core/define/rule";
import { instructionsOf, lastStage } from "./build/dockerfile.ts";
export default defineRule({
  key: "container/root-user",
  ruleId: "MCP-I009",
  threatId: "MCP-208",
  tier: "T1",
  title: "Container runs as root",
  since: "0.1.0",
  status: "stable",
  category: "permissions",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.3, impact: 0.6, detection: 0.6, amplification: 0.1 },
  cwe: [250],
  owaspMcp: ["MCP02:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1305"],
  msss: ["MCP-DEPLOY-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:L",
  what: "The last stage of a Dockerfile starts its program without a USER other than root.",
  why: "Whoever takes over the server is root in the container, which makes leaving the container and changing mounted files easier.",
  fix: "Create a user in the image and name it with USER before the entry point.",
  misses: ["Base images that set a user of their own.", "A user that is set when the container is started."],
  messages: { found: "The container runs as root: {why}." },
  examples: {
    bad: [
      {
        language: "dockerfile",
        code: `FROM node:22
COPY . .
CMD ["node", "server.js"]
`,
      },
    ],
    good: [
      {
        language: "dockerfile",
        code: `FROM node:22
COPY . .
USER node
CMD ["node", "server.js"]
`,
        reason: "The program runs as the user node.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text } of see.inventory.manifests) {
      const view = see.read(path);
      if (kind !== "Dockerfile" || view === null) continue;
      const stage = lastStage(instructionsOf(text));
      const start = stage.find(({ name }) => name === "CMD" || name === "ENTRYPOINT");
      const user = stage.findLast(({ name }) => name === "USER");
      const name = user?.value.split(":")[0]?.trim();
      if (start === undefined || (user !== undefined && name !== "root" && name !== "0")) continue;
      if (/distroless[^\s]*:[^\s]*nonroot|:[^\s]*(?:non-?root|rootless)/.test(stage[0]?.value ?? "")) continue;
      const at = user ?? start;
      yield {
        message: "found",
        holes: { why: user === undefined ? "no USER is set" : `USER ${user.value}` },
        place: view.place(at.start, at.end),
      };
    }
  },
});
