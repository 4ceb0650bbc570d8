/**
 * How one MCP SDK, framework or schema library spells tools, resources, prompts, transports and
 * schemas. Data only: the surface stage evaluates the program and reads the calls named here.
 *
 * Selectors say which part of a call a field is read from; alternatives are separated by " or ":
 * `(0)`, `(0|name)`, `(1).description`, `string#1` (second argument that is a text), `object#0`,
 * `function#-1` (last argument that is a function), `function#-1.name`, `function#-1.doc`, `decorated`,
 * `decorated.name`, `decorated.doc`, `decorated.parameters`, `self.name` (field of the class), `=text` (a constant).
 */
export interface Dialect {
  readonly name: string;
  readonly language: "javascript" | "python";
  /** Module specifiers; the first one is the home of lookalikes. */
  readonly packages: readonly string[];
  readonly declares: readonly Declaration[];
  /** Classes and namespaces known by their members, for bundles that carry a copy under another name. */
  readonly lookalikes?: readonly { readonly members: readonly string[]; readonly is: string; readonly of: "class" | "namespace" }[];
  readonly schemas?: SchemaLibrary;
}

export interface Declaration {
  /** Access paths of the callee below the package; ".name" matches a method of any unknown receiver; "extends X" a class. */
  readonly at: readonly string[];
  readonly declares: "server" | "tool" | "tool-list" | "resource" | "prompt" | "handler" | "transport" | "auth";
  readonly reads: Readonly<Record<string, string>>;
  /** How a handler is called. */
  readonly convention?: HandlerConvention;
  /** The SDK validates arguments against the schema before the handler runs. */
  readonly enforced?: boolean;
  /** Fixed facts, such as the kind of a transport or the method of a handler. */
  readonly fixed?: Readonly<Record<string, string>>;
}

export type HandlerConvention =
  | "object" // (arguments, extra)
  | "object-if-schema" // (arguments, extra) with a schema, (extra) without
  | "parameters" // one parameter per argument
  | "request" // ({ params: { name, arguments } }, extra)
  | "context-and-parameters" // (context, { name, arguments })
  | "name-and-arguments" // (name, arguments)
  | "uri" // (uri, variables)
  | "uri-only" // (uri)
  | "self-method"; // method of the class with (arguments)

/** A schema library as tables: constructors and chained methods to what they say. */
export interface SchemaLibrary {
  readonly makes: Readonly<Record<string, SchemaMake>>;
  readonly methods: Readonly<Record<string, SchemaEffect>>;
  /** Methods that check data and give it back ("parse"), or wrapped in a result ("safeParse"). */
  readonly checks?: readonly string[];
  /** Constructors take a final object of JSON Schema keywords (TypeBox). */
  readonly options?: boolean;
}

export interface SchemaMake {
  readonly type: "string" | "number" | "integer" | "boolean" | "object" | "array" | "null" | "unknown" | "inner";
  /** Selector of the property map, element, members, values. */
  readonly shape?: string;
  readonly items?: string;
  readonly anyOf?: string;
  readonly enum?: string;
  readonly inner?: string;
  readonly optional?: boolean;
  readonly format?: string;
}

export interface SchemaEffect {
  readonly sets?:
    | "description"
    | "pattern"
    | "min"
    | "max"
    | "length"
    | "default"
    | "enum"
    | "shape"
    | "title"
    | "anyOf"
    | "predicate"
    | "transform";
  readonly from?: string;
  readonly optional?: boolean;
  readonly format?: string;
  readonly integer?: boolean;
  readonly additional?: boolean;
}

/** Identity: gives the literal its type. */
export function defineDialect(dialect: Dialect): Dialect {
  return dialect;
}
