import fc from "fast-check";
import type { Route, Schema } from "./api-document.ts";
import type { Asked } from "./scenes.ts";

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("", "\u0000", "%", "'; drop table runs; --", "../../etc/passwd", "__proto__", "constructor", "{}", "-1", "1e400"),
  fc.constantFrom("fuzzed", "@a/b", "npm", "html", "\ud800", "a".repeat(600), "x@example.org", "2026-01-01T00:00:00Z"),
);

/** A value that fits the schema as far as its types, enumerations, lengths and commonest formats go. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === "object") {
    const properties = Object.entries(schema.properties ?? {}).map(([name, of]) => [name, value(of)] as const);
    return fc.record(Object.fromEntries(properties), { requiredKeys: [...(schema.required ?? [])] });
  }
  if (schema.type === "array") return fc.array(value(schema.items ?? {}), { maxLength: 4 });
  if (schema.type === "integer" || schema.type === "number") return fc.integer({ min: 0, max: 100 });
  if (schema.type === "boolean") return fc.boolean();
  if (schema.format === "email") return fc.emailAddress();
  const { minLength = 0, maxLength = 40 } = schema;
  return fc.oneof(odd, fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, 40)) }));
}

const value = (schema: Schema): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 5, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: fc.oneof(odd, fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>) },
  );

/** A value as an address holds it; objects may have no text of their own. */
const inText = (one: unknown): string => (typeof one === "object" ? JSON.stringify(one) : String(one));

/** Requests to one route made from the document alone: most of their parts fit it, some do not. */
export function generated({ operation }: Route): fc.Arbitrary<Asked> {
  const part = (where: string) => {
    const all = (operation.parameters ?? []).filter((one) => one.in === where);
    const fields = Object.fromEntries(all.map((one) => [one.name, value(one.schema).map(inText)]));
    return fc.record(fields, where === "path" ? {} : { requiredKeys: [] });
  };
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const body =
    schema === undefined
      ? fc.constant({})
      : fc.oneof(
          { weight: 6, arbitrary: value(schema).map((one) => ({ body: one })) },
          { weight: 1, arbitrary: fc.string().map((raw) => ({ raw })) },
        );
  return fc.record({ params: part("path"), query: part("query"), sent: body }).map(({ sent, ...rest }) => ({ ...rest, ...sent }) as Asked);
}
