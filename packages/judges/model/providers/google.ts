import { z } from "zod";
import { ANSWER_TOKENS } from "../model-config.ts";
import type { Provider } from "../provider.ts";

const RESPONSE = z.object({
  modelVersion: z.string().optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  candidates: z
    .array(
      z.object({
        finishReason: z.string().optional(),
        content: z.object({ parts: z.array(z.object({ text: z.string().optional() })).optional() }).optional(),
      }),
    )
    .optional(),
  usageMetadata: z.object({ promptTokenCount: z.number().optional(), candidatesTokenCount: z.number().optional() }).optional(),
});

/** generateContent with a response schema. Source: https://ai.google.dev/api/generate-content */
export const google: Provider = {
  baseUrl: "https://generativelanguage.googleapis.com/v1beta",
  request: ({ model, apiKey, temperature }, { system, user, schema }) => ({
    path: `/models/${encodeURIComponent(model)}:generateContent`,
    headers: apiKey === undefined ? {} : { "x-goog-api-key": apiKey },
    body: {
      systemInstruction: { parts: [{ text: system }] },
      contents: [{ role: "user", parts: [{ text: user }] }],
      generationConfig: {
        ...(temperature === false ? {} : { temperature: 0 }),
        maxOutputTokens: ANSWER_TOKENS,
        responseMimeType: "application/json",
        responseJsonSchema: schema,
      },
    },
  }),
  read: (body) => {
    const parsed = RESPONSE.safeParse(body);
    if (!parsed.success) return { kind: "unreadable" };
    const { promptFeedback, candidates, usageMetadata, modelVersion } = parsed.data;
    const usage =
      usageMetadata === undefined ? null : { input: usageMetadata.promptTokenCount ?? 0, output: usageMetadata.candidatesTokenCount ?? 0 };
    const candidate = candidates?.[0];
    if (promptFeedback?.blockReason !== undefined) return { kind: "refused", usage };
    if (candidate === undefined) return { kind: "unreadable" };
    if (candidate.finishReason === "MAX_TOKENS") return { kind: "cut", usage };
    if (candidate.finishReason !== undefined && candidate.finishReason !== "STOP") return { kind: "refused", usage };
    const text = candidate.content?.parts?.map((part) => part.text ?? "").join("") ?? "";
    return { kind: "text", text, model: modelVersion ?? null, usage };
  },
};
