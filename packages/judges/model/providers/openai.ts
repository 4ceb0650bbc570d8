import { z } from "zod";
import { ANSWER_TOKENS } from "../model-config.ts";
import type { ApiReply, Provider } from "../provider.ts";

const RESPONSE = z.object({
  model: z.string().optional(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** Chat completions with a strict JSON schema. Source: https://platform.openai.com/docs/api-reference/chat */
export const openai: Provider = {
  baseUrl: "https://api.openai.com/v1",
  request: ({ provider, model, apiKey, temperature }, { system, user, schema }) => ({
    path: "/chat/completions",
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      model,
      messages: [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
      ...(temperature === false ? {} : { temperature: 0 }),
      // Servers that imitate the API know only the older name of the limit.
      [provider === "openai" ? "max_completion_tokens" : "max_tokens"]: ANSWER_TOKENS,
      response_format: { type: "json_schema", json_schema: { name: "verdict", strict: true, schema } },
    },
  }),
  read: (body) => {
    const parsed = RESPONSE.safeParse(body);
    const choice = parsed.success ? parsed.data.choices[0] : undefined;
    if (!parsed.success || choice === undefined) return { kind: "unreadable" };
    const usage = parsed.data.usage ?? null;
    const counted = usage === null ? null : { input: usage.prompt_tokens, output: usage.completion_tokens };
    if (choice.message.refusal || choice.finish_reason === "content_filter") return { kind: "refused", usage: counted };
    if (choice.finish_reason === "length") return { kind: "cut", usage: counted };
    return { kind: "text", text: choice.message.content ?? "", model: parsed.data.model ?? null, usage: counted } satisfies ApiReply;
  },
};
