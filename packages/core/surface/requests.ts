import { callValue } from "../evaluate/calls.ts";
import { getProperty } from "../evaluate/properties.ts";
import { stringOf, UNKNOWN, type Value } from "../evaluate/value.ts";
import type { ServerDraft, SurfaceBuilder } from "./build.ts";
import type { Declared } from "./declarations.ts";
import { type EntryPoint, outerFrame } from "./entries.ts";
import { itemsOf, type Selected } from "./selectors.ts";
import type { Handler } from "./surface.ts";
import { COMPUTED, textOf } from "./texts.ts";
import { toolObjects } from "./tool-objects.ts";

/** Methods of the protocol that a low-level server answers. */
const METHOD =
  /(tools\/list|tools\/call|resources\/list|resources\/templates\/list|resources\/read|prompts\/list|prompts\/get|completion\/complete)/;

/**
 * Low-level servers: a handler for tools/list whose result is the list of tools, and one for
 * tools/call that gets the name. The call handler is run once per tool with that name, so that each
 * case of its switch (or each entry of its table) is a tool of its own.
 */
export function requestHandlers(builder: SurfaceBuilder, declared: Declared): void {
  const method = methodOf(builder, declared);
  const handler = builder.read(declared, "handler");
  if (method === null || handler === null) return;
  builder.pending.push({ declared, method, handler });
}

export interface PendingHandler {
  readonly declared: Declared;
  readonly method: string;
  readonly handler: Selected;
}

/** Called when all declarations are known: lists first, then calls. */
export function resolveHandlers(builder: SurfaceBuilder): void {
  for (const item of builder.pending) if (item.method === "tools/list") listedTools(builder, item);
  for (const item of builder.pending) {
    if (item.method === "tools/call") toolCalls(builder, item);
    else if (item.method === "resources/read") entry(builder, item, "resource", "resources/read");
    else if (item.method === "prompts/get") promptCalls(builder, item);
    else if (item.method === "completion/complete") entry(builder, item, "completion", "completion/complete");
  }
}

function methodOf(builder: SurfaceBuilder, declared: Declared): string | null {
  const fixed = declared.declaration.fixed?.method;
  if (fixed !== undefined) return fixed;
  const schema = builder.read(declared, "method");
  if (schema === null) return null;
  const plain = stringOf(schema.value);
  if (plain !== null) return METHOD.exec(plain)?.[1] ?? null;
  for (const atom of schema.value.atoms) if (atom.tag === "api") return methodOfSchemaName(atom.api.name);
  return searchMethod(schema.value, 0);
}

/** "ListToolsRequestSchema" → "tools/list". */
function methodOfSchemaName(name: string): string | null {
  const match =
    /(List|Call|Read|Get)(Tool|Tools|Resource|Resources|ResourceTemplates|Prompt|Prompts)RequestSchema|CompleteRequestSchema/.exec(name);
  if (match === null) return null;
  if (match[1] === undefined || match[2] === undefined) return "completion/complete";
  const noun = match[2].replace(/s$/, "").toLowerCase();
  return noun === "resourcetemplate" ? "resources/templates/list" : `${noun}s/${match[1].toLowerCase()}`;
}

/** A schema that the program builds itself: the method is a constant somewhere inside. */
function searchMethod(value: Value, depth: number): string | null {
  for (const atom of value.atoms) {
    if (atom.tag === "const" && typeof atom.value === "string") {
      const found = METHOD.exec(atom.value);
      if (found !== null) return found[1] as string;
    }
    if (atom.tag === "object" && depth < 6) {
      for (const item of atom.fields.values()) {
        const found = searchMethod(item, depth + 1);
        if (found !== null) return found;
      }
    }
    if (atom.tag === "api" && atom.call !== null && depth < 6) {
      for (const item of [...atom.call.args, ...(atom.call.receiver === null ? [] : [atom.call.receiver])]) {
        const found = searchMethod(item, depth + 1);
        if (found !== null) return found;
      }
    }
  }
  return null;
}

function invoke(builder: SurfaceBuilder, item: PendingHandler): Value {
  const f = outerFrame(builder.engine, item.handler.unit);
  builder.engine.entry = -1;
  return callValue(f, item.handler.value, null, [UNKNOWN, UNKNOWN], null, item.handler.node);
}

function listedTools(builder: SurfaceBuilder, item: PendingHandler): void {
  const result = invoke(builder, item);
  const f = builder.frame(item.handler.unit);
  const named = result.atoms.some((atom) => atom.tag === "object" && atom.shape !== "array")
    ? getProperty(f, result, "tools", item.handler.node)
    : result;
  let list = named.atoms.length > 0 ? named : result;
  for (const atom of result.atoms)
    if (atom.tag === "api")
      for (const value of [...(atom.call?.keywords?.values() ?? []), ...(atom.call?.args ?? [])])
        if (itemsOf(value).length > 0) list = value;
  const from = builder.toolLog.length;
  toolObjects(builder, item.declared, { value: list, unit: item.handler.unit, node: item.handler.node }, "request");
  for (const logged of builder.toolLog.slice(from)) builder.listed.push({ ...logged, unit: item.handler.unit });
}

/** Each listed tool is an entry of its own: of the list in the same file, else of all lists of the server. */
function toolCalls(builder: SurfaceBuilder, item: PendingHandler): void {
  const draft = builder.server(item.declared.registration.call.unit);
  const server = builder.servers.indexOf(draft);
  const handler = builder.handlerOf(item.handler.value);
  const of = builder.listed.filter((tool) => tool.server === server);
  const near = of.filter((tool) => tool.unit === item.handler.unit);
  const base = {
    kind: "tool" as const,
    handler: item.handler.value,
    convention: item.declared.declaration.convention ?? ("request" as const),
    enforced: item.declared.declaration.enforced === true,
    unit: item.handler.unit,
    node: item.handler.node,
    server,
  };
  for (const tool of near.length > 0 ? near : of) {
    const index = draft.tools.findIndex((other) => other.name === tool.name);
    const known = draft.tools[index];
    if (known !== undefined && known.handler === null) draft.tools[index] = { ...known, handler };
    builder.enter({ ...base, name: tool.name, schema: tool.schema });
  }
  if (of.length === 0) unnamed(builder, draft, { ...base, name: COMPUTED, schema: null }, handler);
}

/** A handler whose tools could not be listed is still a way in, and one tool at least. */
function unnamed(builder: SurfaceBuilder, draft: ServerDraft, entry: EntryPoint, handler: Handler | null): void {
  builder.enter(entry);
  if (handler === null || draft.tools.length > 0) return;
  draft.tools.push({
    ...{ name: entry.name, title: null, description: null, inputSchema: null, outputSchema: null },
    ...{ schemaEnforced: false, annotations: {}, handler, place: handler.place, capabilities: [] },
  });
}

function promptCalls(builder: SurfaceBuilder, item: PendingHandler): void {
  const draft = builder.server(item.declared.registration.call.unit);
  const listed = builder.pending.find(
    (other) => other.method === "prompts/list" && other.declared.registration.call.unit === item.declared.registration.call.unit,
  );
  const names: string[] = [];
  if (listed !== undefined) {
    const result = invoke(builder, listed);
    const f = builder.frame(listed.handler.unit);
    for (const prompt of itemsOf(getProperty(f, result, "prompts", listed.handler.node))) {
      const name = textOf(getProperty(f, prompt, "name", listed.handler.node))?.text;
      if (name === undefined) continue;
      names.push(name);
      const description = textOf(getProperty(f, prompt, "description", listed.handler.node));
      draft.prompts.push({
        name,
        description: description === null ? null : { ...description, place: builder.place(listed.declared.registration) },
        arguments: [],
        handler: builder.handlerOf(item.handler.value),
        place: builder.place(listed.declared.registration),
      });
    }
  }
  for (const name of names.length > 0 ? names : [COMPUTED]) entry(builder, item, "prompt", name);
}

function entry(builder: SurfaceBuilder, item: PendingHandler, kind: "resource" | "prompt" | "completion", name: string): void {
  const draft = builder.server(item.declared.registration.call.unit);
  builder.enter({
    kind,
    name,
    handler: item.handler.value,
    convention: item.declared.declaration.convention ?? "request",
    schema: null,
    enforced: false,
    unit: item.handler.unit,
    node: item.handler.node,
    server: builder.servers.indexOf(draft),
  });
}
