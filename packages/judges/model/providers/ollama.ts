import { z } from "zod";
import { ANSWER_TOKENS } from "../model-config.ts";
import type { Provider } from "../provider.ts";

const RESPONSE = z.object({
  model: z.string().optional(),
  message: z.object({ content: z.string() }),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
});
/** Room for the longest prompt; the server's default would cut it in silence. */
const CONTEXT = 16_384;

/** The native chat API with a JSON schema as format. Source: https://github.com/ollama/ollama/blob/main/docs/api.md */
export const ollama: Provider = {
  baseUrl: "http://127.0.0.1:11434/api",
  request: ({ model, apiKey, temperature }, { system, user, schema }) => ({
    path: "/chat",
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      model,
      messages: [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
      stream: false,
      format: schema,
      options: { ...(temperature === false ? {} : { temperature: 0 }), num_predict: ANSWER_TOKENS, num_ctx: CONTEXT },
    },
  }),
  read: (body) => {
    const parsed = RESPONSE.safeParse(body);
    if (!parsed.success) return { kind: "unreadable" };
    const { model, message, done_reason, prompt_eval_count = 0, eval_count = 0 } = parsed.data;
    const usage = { input: prompt_eval_count, output: eval_count };
    if (done_reason === "length") return { kind: "cut", usage };
    return { kind: "text", text: message.content, model: model ?? null, usage };
  },
};
