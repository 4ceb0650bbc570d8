import { z } from "zod";
import { type Answer, unsure } from "../judge.ts";

/** A quote shorter than this proves nothing. */
const SHORTEST_QUOTE = 3;
const criterion = z.number().min(0).max(10);
const ANSWER = z.strictObject({
  criteria: z.strictObject({
    injection: criterion,
    ambiguous_parameters: criterion,
    undisclosed_side_effects: criterion,
    excess_permission: criterion,
  }),
  confidence: z.number().min(0).max(1),
  reasons: z.array(z.strictObject({ says: z.string().max(300), quote: z.string().min(SHORTEST_QUOTE).max(400) })).max(8),
});

const BOUNDS = new Set(["$schema", "minimum", "maximum", "minLength", "maxLength", "maxItems"]);

/** The form of an answer as JSON schema. Bounds stay out: strict modes of some APIs refuse them, and every answer is checked here anyway. */
export const ANSWER_SCHEMA: unknown = withoutBounds(z.toJSONSchema(ANSWER));

function withoutBounds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutBounds);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !BOUNDS.has(key))
      .map(([key, value]) => [key, withoutBounds(value)]),
  );
}

const LONGEST = 20_000;

/** Reads the text of an answer. Whatever is not exactly of the form is no opinion. */
export function parseAnswer(text: string): Answer {
  if (text.length > LONGEST) return unsure("its answer is too long");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return unsure("its answer is no JSON");
  }
  const parsed = ANSWER.safeParse(data);
  return parsed.success ? { kind: "opinion", opinion: parsed.data } : unsure("its answer does not have the form that was asked for");
}
