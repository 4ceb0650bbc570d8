import { defineRule } from "@mcp-assay/core/define/rule";
import { fetchesAndRuns } from "../supply-chain/scripts/shell-text.ts";
import { instructionsOf } from "./build/dockerfile.ts";
export default defineRule({
  key: "container/insecure-build",
  ruleId: "MCP-I011",
  threatId: "MCP-073",
  tier: "T1",
  title: "Image built from what the network says",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.3, impact: 0.7, detection: 0.8, amplification: 0.1 },
  cwe: [494, 1357],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1003"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "A Dockerfile pipes a download into an interpreter, adds a file from an address without a digest, or builds on a base image without a version.",
  why: "Each build takes what the other side offers that day; nobody can say what is in the image.",
  fix: "Pin the base image by version or digest, and compare a digest before running a download.",
  misses: ["Scripts of the repository that download during the build."],
  messages: {
    pipe: "A build step pipes a download into an interpreter.",
    add: "ADD takes {address} without a checksum.",
    base: "The base image {image} has no version.",
  },
  examples: {
    bad: [
      {
        language: "dockerfile",
        code: `FROM node:22
RUN curl -fsSL https://get.example.com/setup.sh | bash
`,
      },
    ],
    good: [
      {
        language: "dockerfile",
        code: `FROM node:22.11.0
RUN npm ci --ignore-scripts
`,
        reason: "The base is pinned and packages come from the lock file.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text } of see.inventory.manifests) {
      const view = see.read(path);
      if (kind !== "Dockerfile" || view === null) continue;
      const stages = new Set<string>();
      for (const { name, value, start, end } of instructionsOf(text)) {
        const place = view.place(start, end);
        if (name === "RUN" && fetchesAndRuns(value)) yield { message: "pipe", place };
        const address = name === "ADD" && !/--checksum=/.test(value) ? /\bhttps?:\/\/\S+/.exec(value)?.[0] : undefined;
        if (address !== undefined) yield { message: "add", holes: { address }, place };
        if (name !== "FROM") continue;
        const [image = "", , alias] = value.replace(/--platform=\S+\s+/i, "").split(/\s+/);
        const pinned = image.includes("@") || image.includes("$") || image === "scratch" || stages.has(image);
        const tag = /:([^/]+)$/.exec(image)?.[1];
        if (!pinned && (tag === undefined || tag === "latest")) yield { message: "base", holes: { image }, place };
        if (alias !== undefined) stages.add(alias);
      }
    }
  },
});
