import Ajv2020, { type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { LightMyRequestResponse } from "fastify";
import type { Api } from "../api/context.ts";

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
/** One route of the OpenAPI document. */
export interface Route {
  /** "GET /scan/{id}" */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export function routesOf(app: Api): readonly Route[] {
  const { paths } = app.swagger() as unknown as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => {
      const method = verb.toUpperCase();
      return { name: `${method} ${path}`, method, path, operation };
    }),
  );
}

/** What no body may hold: places in our code, and SQL. */
const INSIDES = /\bat .+\.[jt]s:\d+|\bselect "|insert into "|Failed query|node_modules|secrets from the inside/u;

/** Holds answers against the document, and counts which of its (route, status) pairs were seen. */
export class Contract {
  readonly seen = new Map<string, number>();
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: true });
  readonly #compiled = new Map<Schema, ValidateFunction>();

  constructor() {
    addFormats.default(this.#ajv);
  }

  /** What is wrong with an answer; null: nothing. */
  fault({ name, operation }: Route, { statusCode, headers, body }: LightMyRequestResponse): string | null {
    const pair = `${name} ${statusCode}`;
    this.seen.set(pair, (this.seen.get(pair) ?? 0) + 1);
    if (INSIDES.test(body)) return `${pair} tells of the insides: ${body.slice(0, 300)}`;
    const documented = operation.responses[statusCode];
    if (documented === undefined) return `${pair} is not documented: ${body.slice(0, 300)}`;
    if (statusCode === 204 || statusCode === 304 || statusCode === 302) return body === "" ? null : `${pair} has a body`;
    const type = String(headers["content-type"]).split(";")[0] ?? "";
    const schema = documented.content?.[type]?.schema;
    if (schema === undefined) return `${pair}: ${type} is not documented`;
    if (!type.includes("json")) return null;
    const validate = this.#compiled.get(schema) ?? this.#ajv.compile(schema);
    this.#compiled.set(schema, validate);
    return validate(JSON.parse(body)) ? null : `${pair}: ${this.#ajv.errorsText(validate.errors)} in ${body.slice(0, 300)}`;
  }

  /** Documented pairs that nothing was answered with. */
  missing(routes: readonly Route[]): readonly string[] {
    const pairs = routes.flatMap(({ name, operation }) => Object.keys(operation.responses).map((status) => `${name} ${status}`));
    return pairs.filter((pair) => !this.seen.has(pair));
  }
}
