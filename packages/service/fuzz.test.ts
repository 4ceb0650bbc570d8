import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeKey } from "./app/keys.ts";
import { type InProcess, openInProcess } from "./testing/in-process.ts";

/** Requests made from the OpenAPI document: half of what is sent fits it, half does not. */
const REQUESTS = process.env.ASSAY_FULL === undefined ? 1_000 : 20_000;
const SCAN = "FFFFFFFFFFFFFFF=";

let server: InProcess;
let key: string;

beforeAll(async () => {
  server = await openInProcess(() => new Date());
  const { store } = server;
  await store.createAccount({ id: "me", email: "me@example.org", name: "me", plan: "team" });
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const made = makeKey({ randomBytes, now: () => new Date() }, "me", {
    label: "x",
    scopes: ["scan:submit", "scan:read", "scan:list", "registry:read"],
    allowed_cidrs: [],
    expires_in_days: 9,
  });
  await store.createKey(made.key);
  key = made.secret;
  const names = { input: "fuzzed", inputType: "npm", packageName: "fuzzed", canonicalId: "npm:fuzzed@latest" };
  await store.submit({
    ...names,
    scanId: SCAN,
    runId: "fuzzed",
    mode: "fast",
    visibility: "public",
    accountId: "me",
    submitter: "me",
    cacheKey: null,
    freshMs: null,
    idempotency: null,
    fetchedBy: null,
    callbackUrl: null,
    charges: [],
    queueLimit: 9,
  });
  const claim = await store.claim("w", 60_000);
  const ending = {
    status: "complete",
    report: null,
    resolvedVersion: "1",
    resolvedDigest: "d",
    aivssScore: 0,
    safetyScore: 100,
    safetyGrade: "A",
    errorCode: null,
    errorMessage: null,
  } as const;
  if (claim !== null) await store.finish(claim, ending);
});
afterAll(() => server.close());

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    "\u0000",
    "%",
    "'; drop table runs; --",
    "../../etc/passwd",
    "__proto__",
    "constructor",
    "{}",
    "-1",
    "1e400",
    SCAN,
    "fuzzed",
    "@a/b",
    "npm",
    "html",
    "\ud800",
    "a".repeat(600),
  ),
);

/** A value that fits the schema as far as its types and enumerations go. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === "object") {
    const properties = Object.entries(schema.properties ?? {}).map(([name, of]) => [name, value(of)] as const);
    return fc.record(Object.fromEntries(properties), { requiredKeys: [...(schema.required ?? [])] });
  }
  if (schema.type === "array") return fc.array(value(schema.items ?? {}), { maxLength: 4 });
  if (schema.type === "integer" || schema.type === "number") return fc.integer({ min: 0, max: 100 });
  if (schema.type === "boolean") return fc.boolean();
  return odd;
}

const value = (schema: Schema): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 5, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: fc.oneof(odd, fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>) },
  );

function requestOf(path: string, method: string, operation: Operation) {
  const parameters = operation.parameters ?? [];
  const part = (where: string) =>
    fc.record(
      Object.fromEntries(parameters.filter((one) => one.in === where).map((one) => [one.name, value(one.schema).map(String)])),
      where === "path" ? {} : { requiredKeys: [] },
    );
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const body =
    schema === undefined
      ? fc.constant(undefined)
      : fc.oneof({ weight: 6, arbitrary: value(schema).map((one) => JSON.stringify(one)) }, { weight: 1, arbitrary: fc.string() });
  const bearer = fc.constantFrom("none", "key", "wrong", "odd");
  return fc.record({
    path: fc.constant(path),
    method: fc.constant(method),
    params: part("path"),
    query: part("query"),
    body,
    bearer,
    known: fc.boolean(),
  });
}

it("no request makes the server fail, break its own document, or tell of its insides", async () => {
  const { paths } = server.app.swagger() as unknown as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const reached = new Map<string, number>();
  const request = fc.oneof(...operations.map(({ path, method, operation }) => requestOf(path, method, operation)));
  await fc.assert(
    fc.asyncProperty(request, async ({ path, method, params, query, body, bearer, known }) => {
      const url = path.replaceAll(/\{([^}]+)\}/gu, (_, name: string) => encoded(known && /id$/u.test(name) ? SCAN : (params[name] ?? "")));
      const search = new URLSearchParams(Object.entries(query) as [string, string][]).toString();
      const authorization = {
        none: {},
        key: { authorization: `Bearer ${key}` },
        wrong: { authorization: "Bearer mcpsafe_no" },
        odd: { authorization: "Basic x" },
      }[bearer];
      // The stream of a finished scan ends by itself; nobody here waits for one that runs.
      const headers = {
        ...authorization,
        "last-event-id": "999999",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      };
      const response = await server.app.inject({
        method: method.toUpperCase() as "GET",
        url: search === "" ? url : `${url}?${search}`,
        headers,
        ...(body === undefined ? {} : { payload: body }),
      });
      const name = `${method.toUpperCase()} ${path} ${response.statusCode}`;
      reached.set(name, (reached.get(name) ?? 0) + 1);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.body).not.toMatch(/\bat .+\.[jt]s:\d+|\bselect "|insert into "|Failed query|node_modules/u);
      if (response.statusCode >= 400)
        expect(response.json()).toMatchObject({ success: false, error: { code: expect.any(String), request_id: expect.any(String) } });
      else expect(Object.keys(paths[path]?.[method]?.responses ?? {})).toContain(String(response.statusCode));
    }),
    { numRuns: REQUESTS },
  );
  for (const { path, method } of operations)
    expect([...reached.keys()].some((name) => name.startsWith(`${method.toUpperCase()} ${path} `))).toBe(true);
  if (process.env.ASSAY_FULL !== undefined)
    process.stderr.write(
      `${[...reached]
        .sort()
        .map(([name, count]) => `${name}: ${count}`)
        .join("\n")}\n`,
    );
});

/** Percent-encoded, lone surrogates as the replacement character. */
function encoded(text: string): string {
  return encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(text)));
}
