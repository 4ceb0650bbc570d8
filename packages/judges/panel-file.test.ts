import { expect, test } from "vitest";
import { readPanelFile } from "./panel-file.ts";

const ENV = { OPENAI_API_KEY: "key-of-the-test" };
const read = (text: string) => readPanelFile(text, ENV, "judges.yml");

test("a panel of any mix", () => {
  const text = `models:
  - { provider: openai, model: gpt-x, api_key_env: OPENAI_API_KEY, price: { input: 1, output: 4 }, timeout_seconds: 30 }
  - { provider: ollama, model: "qwen3:8b" }
  - { provider: openai-compatible, model: m, base_url: "http://127.0.0.1:8000/v1", temperature: false, answers_as: m-full }
built_in: false
budget: { tokens: 5000 }
private_scans: true
`;
  expect(read(text)).toEqual({
    ok: true,
    value: {
      models: [
        { provider: "openai", model: "gpt-x", apiKey: "key-of-the-test", price: { input: 1, output: 4 }, timeoutMs: 30_000 },
        { provider: "ollama", model: "qwen3:8b" },
        { provider: "openai-compatible", model: "m", baseUrl: "http://127.0.0.1:8000/v1", temperature: false, answersAs: "m-full" },
      ],
      builtIn: false,
      limits: { tokens: 5000, dollars: 10 },
      instanceAllowsPrivate: true,
    },
  });
});

test.each([
  ["models: []\n", /"models"/],
  ["model: x\n", /there is no key "model"; the nearest is "models"|"models"/],
  ["models: [{ provider: openai, modell: x }]\n", /there is no key "models\[0\]\.modell"; the nearest is "model"|"models\[0\]\.model"/],
  ["models: [{ provider: closedai, model: x }]\n", /"models\[0\]\.provider"/],
  ["models: [{ provider: openai, model: x, api_key_env: NOT_SET }]\n", /models\[0\]: the environment variable NOT_SET is not set/],
  ["models: [{ provider: openai, model: x, api_key_env: sk-123 }]\n", /"models\[0\]\.api_key_env" is the name of an environment variable/],
  ["models: [{ provider: openai-compatible, model: x }]\n", /needs a base_url/],
  [
    "models: [{ provider: openai, model: x, api_key_env: OPENAI_API_KEY, base_url: 'http://gateway.example/v1' }]\n",
    /base_url must be https where a key is sent/,
  ],
  ["models: [{ provider: openai, model: x, base_url: 'file:///etc/passwd' }]\n", /begins with https/],
  ["models: [\n", /./],
])("%j is refused in one line that names the file", (text, message) => {
  const result = read(text);
  expect(result).toMatchObject({
    ok: false,
    problem: { code: "CONFIG_INVALID", where: "judges.yml", message: expect.stringMatching(message) },
  });
  if (!result.ok) expect(result.problem.message).not.toContain("\n");
});
