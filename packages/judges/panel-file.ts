import { nearestWord } from "@mcp-assay/core/define/nearest-word";
import { parseYaml } from "@mcp-assay/core/inventory/formats/yaml";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { z } from "zod";
import type { PanelSettings } from "./choose-panel.ts";
import { type ModelConfig, PROVIDERS } from "./model/model-config.ts";

/** Where no budget is named: enough for a few hundred tools and five models, and an end to what a mistake can cost. */
const DEFAULT_LIMITS = { tokens: 10_000_000, dollars: 10 } as const;

const amount = z.number().nonnegative();
const model = z.strictObject({
  provider: z.enum(PROVIDERS),
  model: z.string().min(1).max(200),
  /** Name of the environment variable that holds the key; the file itself holds none. */
  api_key_env: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is the name of an environment variable")
    .optional(),
  base_url: z.url({ protocol: /^https?$/, error: "is an address that begins with https:// or http://" }).optional(),
  /** US dollars for a million tokens. */
  price: z.strictObject({ input: amount, output: amount }).optional(),
  timeout_seconds: z.number().positive().max(600).optional(),
  attempts: z.number().int().min(1).max(10).optional(),
  concurrency: z.number().int().min(1).max(64).optional(),
  temperature: z.boolean().optional(),
  answers_as: z.string().min(1).optional(),
});
const file = z.strictObject({
  models: z.array(model).min(1).max(25),
  built_in: z.boolean().optional(),
  budget: z.strictObject({ tokens: z.number().int().positive().optional(), dollars: amount.optional() }).optional(),
  private_scans: z.boolean().optional(),
});

/**
 * Reads a panel file (docs/judges.md): which models judge deep scans. It is never looked for in a target, which could send keys
 * wherever it likes.
 * @param env where keys are looked up by name
 * @param where name of the file, for messages
 */
export function readPanelFile(text: string, env: Readonly<Record<string, string | undefined>>, where: string): Result<PanelSettings> {
  let data: unknown;
  try {
    data = parseYaml(text);
  } catch (error) {
    return fail("CONFIG_INVALID", `it does not parse: ${error instanceof Error ? error.message.split("\n")[0] : "no YAML"}`, { where });
  }
  const parsed = file.safeParse(data);
  if (!parsed.success) return fail("CONFIG_INVALID", complaint(parsed.error), { where });
  const { models, built_in: builtIn, budget, private_scans: privateScans } = parsed.data;
  const configs: ModelConfig[] = [];
  for (const [index, one] of models.entries()) {
    const config = modelConfig(one, env);
    if (!config.ok) return fail("CONFIG_INVALID", `models[${index}]: ${config.problem.message}`, { where });
    configs.push(config.value);
  }
  return ok({
    models: configs,
    builtIn: builtIn ?? null,
    limits: { tokens: budget?.tokens ?? DEFAULT_LIMITS.tokens, dollars: budget?.dollars ?? DEFAULT_LIMITS.dollars },
    instanceAllowsPrivate: privateScans ?? false,
  });
}

function modelConfig(given: z.infer<typeof model>, env: Readonly<Record<string, string | undefined>>): Result<ModelConfig> {
  const { provider, model: name, api_key_env: keyName, base_url: baseUrl, price, attempts, concurrency, temperature } = given;
  const wrong = (message: string): Result<ModelConfig> => fail("CONFIG_INVALID", message);
  const apiKey = keyName === undefined ? undefined : env[keyName];
  if (keyName !== undefined && (apiKey === undefined || apiKey === "")) return wrong(`the environment variable ${keyName} is not set`);
  if (provider === "openai-compatible" && baseUrl === undefined) return wrong("openai-compatible needs a base_url");
  if (baseUrl !== undefined && apiKey !== undefined && !isPrivateWay(baseUrl)) return wrong("base_url must be https where a key is sent");
  return ok({
    ...{ provider, model: name },
    ...present({ apiKey, baseUrl, price, attempts, concurrency, temperature, answersAs: given.answers_as }),
    ...(given.timeout_seconds === undefined ? {} : { timeoutMs: given.timeout_seconds * 1000 }),
  });
}

/** Encrypted, or not leaving the machine. */
function isPrivateWay(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** The first thing that is wrong, with its place and, for an unknown key, the nearest that exists. */
function complaint({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return "is not valid";
  const place = issue.path.reduce<string>(
    (at, step) => (typeof step === "number" ? `${at}[${step}]` : `${at}${at === "" ? "" : "."}${String(step)}`),
    "",
  );
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(
      issue.path.length === 0 ? file.shape : issue.path.includes("models") ? model.shape : { tokens: 0, dollars: 0, input: 0, output: 0 },
    );
    const key = issue.keys[0] ?? "";
    return `there is no key "${place === "" ? "" : `${place}.`}${key}"; the nearest is "${nearestWord(key, known)}"`;
  }
  return `"${place}" ${issue.message.replace(/^Invalid (?:input|option): /, "is not valid: ")}`;
}
