import { z } from "zod";
import { FORMATS, type Format } from "../../app/formats.ts";
import { scanResultShape } from "../../app/result-shape.ts";
import { COUNTED, problemResponses } from "../problems.ts";

/** Parameters and answers of GET /scan/{id}. */
/** Whatever the format, the media type is its own; `json` is the whole report. */
const formats = Object.fromEntries(
  Object.values(FORMATS).map((type) => [
    type.split(";")[0],
    { schema: type.endsWith("json") ? z.record(z.string(), z.unknown()) : z.string() },
  ]),
);
const ok = {
  description: "The result, or the report in the format asked for",
  content: { ...formats, "application/json": { schema: scanResultShape } },
};
export const params = z.object({ id: z.string() });
export const querystring = z.object({ format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]).optional() });
export const responses = {
  200: ok,
  304: z.null().describe("Not changed"),
  ...problemResponses("INVALID_REQUEST", "SCAN_NOT_FOUND", ...COUNTED),
};
