import { createHash } from "node:crypto";
import { forHtml } from "@mcp-assay/core/report/visible";
import type { Api } from "./context.ts";

/** Parts of the OpenAPI document that the page shows. */
interface Document {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly maxLength?: number;
}

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{font:600 1.05rem ui-monospace,monospace;margin:2.5rem 0 .25rem;overflow-wrap:anywhere}
nav a{display:block;font:.9rem ui-monospace,monospace}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
td,th{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884}
code{font-family:ui-monospace,monospace}
.muted{opacity:.75}
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** GET /docs/api: the OpenAPI document as a page that needs no script. */
export function referenceRoute(app: Api): void {
  let page: string | null = null;
  app.route({
    method: "GET",
    url: "/docs/api",
    schema: { hide: true } as object,
    handler: async (_request, reply) => {
      page ??= pageOf(app.swagger() as unknown as Document);
      return reply
        .headers({ "content-security-policy": POLICY, "cache-control": "public, max-age=300" })
        .type("text/html; charset=utf-8")
        .serializer(String)
        .send(page);
    },
  });
}

function pageOf({ info, paths }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== "head")
      .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  const title = `${info.title} API`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${forHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${forHtml(title)} <span class="muted">${forHtml(info.version)}</span></h1>
<p>Errors are <code>{"success":false,"error":{"code","message","hint","details","request_id"}}</code>. Sign in with a cookie, or with <code>Authorization: Bearer</code> and a key or the token of a session. The same as a document for programs: <a href="/openapi.json">openapi.json</a>.</p>
<nav aria-label="Routes">${operations.map(({ name }) => `<a href="#${idOf(name)}">${forHtml(name)}</a>`).join("")}</nav>
<main>${operations.map(({ name, operation }) => section(name, operation)).join("\n")}</main></body></html>
`;
}

function section(name: string, { summary = "", parameters = [], requestBody, responses }: Operation): string {
  const body = requestBody?.content["application/json"]?.schema;
  return [
    `<section aria-labelledby="${idOf(name)}"><h2 id="${idOf(name)}">${forHtml(name)}</h2><p>${forHtml(summary)}</p>`,
    parameters.length === 0
      ? ""
      : table(
          ["Parameter", "In", "Type"],
          parameters.map((one) => [
            code(one.name),
            forHtml(one.in),
            `${typeOf(one.schema)}${one.required ? "" : " <span class=muted>optional</span>"}`,
          ]),
        ),
    body?.properties === undefined ? "" : table(["Body", "Type", ""], fields(body)),
    table(
      ["Status", "Answer", ""],
      Object.entries(responses).map(([status, { description = "", content }]) => {
        const schema = content?.["application/json"]?.schema;
        return [code(status), schema === undefined ? "" : typeOf(schema), forHtml(description === "Default Response" ? "" : description)];
      }),
    ),
    "</section>",
  ].join("\n");
}

function fields({ properties = {}, required = [] }: Schema): readonly (readonly string[])[] {
  return Object.entries(properties).map(([name, schema]) => [
    code(name),
    `${typeOf(schema)}${required.includes(name) ? "" : " <span class=muted>optional</span>"}`,
    forHtml(
      [schema.description, schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`]
        .filter((part) => part)
        .join("; "),
    ),
  ]);
}

/** A type in one line; objects show their fields, three deep. */
function typeOf(schema: Schema, depth = 0): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => code(JSON.stringify(value))).join(" · ");
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => typeOf(one, depth)).join(" or ");
  if (schema.items !== undefined) return `list of ${typeOf(schema.items, depth)}`;
  const names = Object.entries(schema.properties ?? {});
  if (names.length > 0 && depth < 3) return `{ ${names.map(([name, of]) => `${code(name)}: ${typeOf(of, depth + 1)}`).join(", ")} }`;
  return forHtml([schema.type ?? "anything"].flat().join(" or "));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) => `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${cells("th", head)}</thead><tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table>`;
}

const idOf = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
const code = (value: string) => `<code>${forHtml(value)}</code>`;
