import { z } from "zod";
import { type Answer, unsure } from "../judge.ts";

/** A quote shorter than this proves nothing. */
const SHORTEST_QUOTE = 3;
const criterion = z.number();

/** The form of an answer as a model is given it. Bounds stay out: strict modes of some APIs refuse them. */
export const ANSWER = z.strictObject({
  criteria: z.strictObject({
    injection: criterion,
    ambiguous_parameters: criterion,
    undisclosed_side_effects: criterion,
    excess_permission: criterion,
  }),
  confidence: z.number(),
  reasons: z.array(z.strictObject({ says: z.string(), quote: z.string() })),
});

/** What an answer must keep to besides its form. */
const BOUNDED = ANSWER.refine(({ criteria, confidence, reasons }) => {
  const inRange = Object.values(criteria).every((value) => value >= 0 && value <= 10) && confidence >= 0 && confidence <= 1;
  const short = reasons.every(({ says, quote }) => says.length <= 300 && quote.length >= SHORTEST_QUOTE && quote.length <= 400);
  return inRange && short && reasons.length <= 8;
});

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
  const parsed = BOUNDED.safeParse(data);
  return parsed.success ? { kind: "opinion", opinion: parsed.data } : unsure("its answer does not have the form that was asked for");
}
