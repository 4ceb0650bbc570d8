import { type ApiAtom, constantsOf, NOTHING, type Value } from "../evaluate/value.ts";
import type { SurfaceBuilder } from "./build.ts";
import type { Declared } from "./declarations.ts";
import { COMPUTED, locatedText, textOf } from "./texts.ts";

/** A resource or resource template, and its handler as a way in. */
export function declareResource(builder: SurfaceBuilder, declared: Declared): void {
  const { registration } = declared;
  const draft = builder.server(registration.call.unit);
  const uri = builder.read(declared, "uri");
  const handler = builder.read(declared, "handler");
  const name = textOf(builder.read(declared, "name")?.value ?? NOTHING)?.text ?? "";
  const text = uri === null ? "" : (textOf(uri.value)?.text ?? textOf(templateOf(uri.value))?.text ?? COMPUTED);
  draft.resources.push({
    name,
    uri: text,
    template: /\{[^…]/.test(text),
    description: locatedText(builder.engine, builder.read(declared, "description")),
    handler: handler === null ? null : builder.handlerOf(handler.value),
    place: builder.place(registration),
  });
  if (handler !== null)
    builder.enter({
      kind: "resource",
      name: name || text,
      handler: handler.value,
      convention: declared.declaration.convention ?? "uri",
      schema: null,
      enforced: false,
      unit: registration.call.unit,
      node: registration.call.node,
      server: builder.servers.indexOf(draft),
    });
}

/** A prompt with its arguments, and its handler as a way in. */
export function declarePrompt(builder: SurfaceBuilder, declared: Declared): void {
  const { registration } = declared;
  const draft = builder.server(registration.call.unit);
  const handler = builder.read(declared, "handler");
  const name = textOf(builder.read(declared, "name")?.value ?? NOTHING)?.text ?? COMPUTED;
  const how = declared.declaration.convention ?? "object";
  const schema = builder.schemaOf(builder.read(declared, "schema"), handler?.value ?? null, how);
  const args = Object.entries(schema?.properties ?? {}).map(([key, item]) => ({
    name: key,
    description: item.description?.text ?? null,
    required: schema?.required?.includes(key) === true,
  }));
  draft.prompts.push({
    name,
    description: locatedText(builder.engine, builder.read(declared, "description")),
    arguments: args,
    handler: handler === null ? null : builder.handlerOf(handler.value),
    place: builder.place(registration),
  });
  if (handler !== null)
    builder.enter({
      kind: "prompt",
      name,
      handler: handler.value,
      convention: how,
      schema,
      enforced: declared.declaration.enforced === true,
      unit: registration.call.unit,
      node: registration.call.node,
      server: builder.servers.indexOf(draft),
    });
}

/** How clients connect. */
export function declareTransport(builder: SurfaceBuilder, declared: Declared): void {
  const kind = declared.declaration.fixed?.kind ?? textOf(builder.read(declared, "kind")?.value ?? NOTHING)?.text ?? "stdio";
  const known = kind.includes("sse")
    ? "sse"
    : kind.includes("http")
      ? "http"
      : kind.includes("ws") || kind.includes("websocket")
        ? "websocket"
        : kind === "stdio"
          ? "stdio"
          : "unknown";
  const port = constantsOf(builder.read(declared, "port")?.value ?? NOTHING)?.[0];
  const host = textOf(builder.read(declared, "host")?.value ?? NOTHING)?.text ?? null;
  builder.server(declared.registration.call.unit).transports.push({
    kind: known,
    host,
    port: typeof port === "number" ? port : null,
    place: builder.place(declared.registration),
  });
}

function templateOf(value: Value): Value {
  const term = value.atoms.find((atom): atom is ApiAtom => atom.tag === "api" && atom.call !== null);
  return term?.call?.args[0] ?? NOTHING;
}
