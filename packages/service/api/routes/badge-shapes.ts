import { z } from "zod";
import { problemResponses } from "../problems.ts";

/** Parameters and answers of the badge routes. */
const text = z
  .string()
  .max(512)
  .regex(/^\P{Cc}*$/u, "must hold no control characters");
const image = { "image/svg+xml": { schema: z.string() } };
const forShields = {
  "application/json": {
    schema: z.object({ schemaVersion: z.literal(1), label: z.string(), message: z.string(), color: z.string(), cacheSeconds: z.int() }),
  },
};
const otherwise = { 304: z.null().describe("Not changed"), ...problemResponses("INTERNAL") };

export const byScan = z.object({ scan_id: z.string() });
export const ofScan = { 200: { description: "The badge", content: image }, ...otherwise };
export const byName = z.object({ type: text, "*": text });
export const ofName = {
  200: {
    description: "The badge; with .json behind the name, what shields.io reads from an endpoint",
    content: { ...image, ...forShields },
  },
  ...otherwise,
  ...problemResponses("INVALID_REQUEST"),
};
