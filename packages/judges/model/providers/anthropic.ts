import { z } from "zod";
import { ANSWER_TOKENS } from "../model-config.ts";
import type { Provider } from "../provider.ts";

const RESPONSE = z.object({
  model: z.string().optional(),
  stop_reason: z.string().nullish(),
  content: z.array(z.object({ type: z.string(), input: z.unknown().optional() })),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }).optional(),
});

/**
 * Messages, where the only form an answer can take is the input of one forced tool that nobody runs.
 * Source: https://docs.anthropic.com/en/api/messages
 */
export const anthropic: Provider = {
  baseUrl: "https://api.anthropic.com/v1",
  request: ({ model, apiKey, temperature }, { system, user, schema }) => ({
    path: "/messages",
    headers: { "anthropic-version": "2023-06-01", ...(apiKey === undefined ? {} : { "x-api-key": apiKey }) },
    body: {
      model,
      system,
      messages: [{ role: "user", content: user }],
      max_tokens: ANSWER_TOKENS,
      ...(temperature === false ? {} : { temperature: 0 }),
      tools: [{ name: "verdict", description: "The form of the answer.", input_schema: schema }],
      tool_choice: { type: "tool", name: "verdict" },
    },
  }),
  read: (body) => {
    const parsed = RESPONSE.safeParse(body);
    if (!parsed.success) return { kind: "unreadable" };
    const { content, stop_reason, usage, model } = parsed.data;
    const counted = usage === undefined ? null : { input: usage.input_tokens, output: usage.output_tokens };
    if (stop_reason === "refusal") return { kind: "refused", usage: counted };
    if (stop_reason === "max_tokens") return { kind: "cut", usage: counted };
    const answer = content.find((block) => block.type === "tool_use");
    return answer === undefined
      ? { kind: "refused", usage: counted }
      : { kind: "text", text: JSON.stringify(answer.input ?? null), model: model ?? null, usage: counted };
  },
};
