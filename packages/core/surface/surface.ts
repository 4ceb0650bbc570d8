import type { Capability } from "../define/kinds.ts";

/** Everything a client of the servers in one snapshot can reach. */
export interface Surface {
  readonly servers: readonly ServerSurface[];
}

/** One MCP server; a repository may hold several, each with its own score and grade. */
export interface ServerSurface {
  /** Folder that holds the server, "" for the root. */
  readonly root: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly language: string;
  readonly instructions: LocatedText | null;
  readonly transports: readonly Transport[];
  readonly tools: readonly Tool[];
  readonly resources: readonly Resource[];
  readonly prompts: readonly Prompt[];
  readonly authSignals: readonly AuthSignal[];
  readonly location: Place | null;
}

/** Lines and columns count from 1; the end column is exclusive. */
export interface Place {
  readonly file: string;
  readonly startLine: number;
  readonly startCol: number;
  readonly endLine: number;
  readonly endCol: number;
}

/** Text that a client or model is shown, and where it stands. */
export interface LocatedText {
  readonly text: string;
  readonly place: Place;
  /** False if parts of the text are computed and were left out (shown as "{…}"). */
  readonly complete: boolean;
}

export interface Tool {
  /** As registered; "{…}" stands for a computed part. */
  readonly name: string;
  readonly title: LocatedText | null;
  readonly description: LocatedText | null;
  readonly inputSchema: Schema | null;
  readonly outputSchema: Schema | null;
  /** Whether the SDK validates arguments against the schema before the handler runs. */
  readonly schemaEnforced: boolean;
  readonly annotations: ToolAnnotations;
  readonly handler: Handler | null;
  readonly place: Place;
  /** Filled by the behaviour stage. */
  readonly capabilities: readonly Capability[];
}

export interface ToolAnnotations {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

export interface Handler {
  readonly name: string;
  readonly place: Place;
}

export interface Resource {
  readonly name: string;
  /** URI or URI template. */
  readonly uri: string;
  readonly template: boolean;
  readonly description: LocatedText | null;
  readonly handler: Handler | null;
  readonly place: Place;
}

export interface Prompt {
  readonly name: string;
  readonly description: LocatedText | null;
  readonly arguments: readonly { readonly name: string; readonly description: string | null; readonly required: boolean }[];
  readonly handler: Handler | null;
  readonly place: Place;
}

export interface Transport {
  readonly kind: "stdio" | "http" | "sse" | "websocket" | "unknown";
  readonly host: string | null;
  readonly port: number | null;
  readonly place: Place;
}

export interface AuthSignal {
  readonly type: "cookie" | "header" | "oauth_state" | "jwt" | "oauth" | "api_key" | "middleware";
  readonly place: Place;
}

/** One form for zod, JSON Schema, TypeBox, valibot, pydantic and type hints. */
export interface Schema {
  readonly type: "string" | "number" | "integer" | "boolean" | "object" | "array" | "null" | "unknown";
  readonly title?: string;
  readonly description?: LocatedText;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  /** Finite set of allowed values (enum, literal). */
  readonly enum?: readonly (string | number | boolean | null)[];
  /** Regular expression source; `pattern` of JSON Schema is unanchored. */
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number | boolean | null;
  /** Strings inside the schema that are neither title nor description nor default nor enum, with their key path (full-schema poisoning). */
  readonly extras?: readonly { readonly path: string; readonly text: string }[];
}
