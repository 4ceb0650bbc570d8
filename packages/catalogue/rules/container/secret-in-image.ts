import { defineRule } from "@mcp-assay/core/define/rule";
import { credentialsIn, isRandom } from "../secrets/recognise/credential.ts";
import { instructionsOf } from "./build/dockerfile.ts";

const SECRET_NAME = /(?:key|secret|token|passw(?:or)?d|credential)s?$/i;
const SECRET_FILE = /(?:^|\/)(?:\.env(?:\.(?!example|sample|template)\w+)?|id_(?:rsa|ed25519)|[\w-]*credentials\.json|\.npmrc|\.pypirc)$/;

export default defineRule({
  key: "container/secret-in-image",
  ruleId: "MCP-I012",
  threatId: "MCP-030",
  tier: "T1",
  title: "Credential baked into an image",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.5, impact: 0.7, detection: 0.8, amplification: 0.1 },
  cwe: [538, 798],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1506"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:H/SI:L/SA:N",
  what: "A Dockerfile sets a credential as ENV or ARG, or copies an environment or key file into the image.",
  why: "Every layer can be read by whoever can pull the image, also when a later step removes the file.",
  fix: "Pass credentials when the container starts, or mount them as build secrets (RUN --mount=type=secret).",
  misses: ["Files that a COPY of the whole folder takes along."],
  messages: { value: "{name} is set to a value in the image.", file: "{file} is copied into the image." },
  examples: {
    bad: [
      {
        language: "dockerfile",
        code: `FROM node:22
ENV API_TOKEN=q8Zr2LmX7vTn4KpW9sYd3BhJ
`,
      },
    ],
    good: [
      {
        language: "dockerfile",
        code: `FROM node:22
ENV API_TOKEN=""
ENV NODE_ENV=production
`,
        reason: "No value is baked in.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text } of see.inventory.manifests) {
      const view = see.read(path);
      if (kind !== "Dockerfile" || view === null) continue;
      for (const { name, value, start, end } of instructionsOf(text)) {
        const place = view.place(start, end);
        if (name === "ENV" || name === "ARG") {
          const [variable = "", given = ""] = value.split(/[=\s](.*)/s);
          const plain = given.replace(/^["']|["']$/g, "");
          const known = credentialsIn(plain, false).some((credential) => credential.name !== "secret value");
          if (known || (SECRET_NAME.test(variable) && isRandom(plain))) yield { message: "value", holes: { name: variable }, place };
        }
        if (name !== "COPY" && name !== "ADD") continue;
        const file = value
          .split(/\s+/)
          .slice(0, -1)
          .find((source) => SECRET_FILE.test(source));
        if (file !== undefined) yield { message: "file", holes: { file }, place };
      }
    }
  },
});
