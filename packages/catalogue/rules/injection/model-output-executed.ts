import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/model-output-executed",
  ruleId: "MCP-A011",
  threatId: "MCP-905",
  tier: "T2",
  title: "Text of a language model is executed",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.7, impact: 1, detection: 0.8, amplification: 1 },
  cwe: [94, 1426],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "The text that a language model wrote is run as a command, as code or as a SQL statement.",
  why: "A model writes what its input leads it to write. Whoever can put text in front of the model, by a page or a document, decides what is run.",
  fix: "Let the model choose among fixed actions, check its choice against a list, and run generated code only where it can harm nothing.",
  misses: ["Models that are called over plain HTTP."],
  messages: { found: "Text written by a model ({source}) is executed by {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from openai import OpenAI
client = OpenAI()
answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Write Python that prints the date"}])
exec(answer.choices[0].message.content)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from openai import OpenAI
client = OpenAI()
answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Summarise"}])
print(answer.choices[0].message.content)
`,
        reason: "The text is shown.",
      },
    ],
  },
  flow: { from: ["model-output"], to: ["shell-command", "code", "sql", "deserialize", "template-source"] },
});
