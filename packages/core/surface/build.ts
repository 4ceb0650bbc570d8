import type { Dialect, HandlerConvention } from "../define/dialect.ts";
import type { Engine, Frame, Registration } from "../evaluate/engine.ts";
import { getProperty } from "../evaluate/properties.ts";
import { type ApiAtom, atomValue, type Closure, constantsOf, NOTHING, UNDEFINED, type Value } from "../evaluate/value.ts";
import { funcName, funcNode } from "../language/read.ts";
import { type Declared, oneByOne } from "./declarations.ts";
import { type EntryPoint, outerFrame } from "./entries.ts";
import { schemaOfClass, schemaOfParameters } from "./hints.ts";
import { declarePrompt, declareResource, declareTransport } from "./offers.ts";
import { type PendingHandler, requestHandlers } from "./requests.ts";
import { schemaReader } from "./schema-reader.ts";
import type { SchemaReader } from "./schemas.ts";
import { type Selected, select } from "./selectors.ts";
import type {
  AuthSignal,
  Handler,
  LocatedText,
  Place,
  Prompt,
  Resource,
  Schema,
  Surface,
  Tool,
  ToolAnnotations,
  Transport,
} from "./surface.ts";
import { alternativesOf, COMPUTED, locatedText, placeOf, textOf } from "./texts.ts";
import { toolObjects } from "./tool-objects.ts";

/** What one server declares, while it is being collected. */
export interface ServerDraft {
  readonly root: string;
  name: string | null;
  version: string | null;
  language: string;
  instructions: LocatedText | null;
  place: Place | null;
  readonly transports: Transport[];
  readonly tools: Tool[];
  readonly resources: Resource[];
  readonly prompts: Prompt[];
  readonly authSignals: AuthSignal[];
}

/** Reads declarations into a surface and the entry points behind it. */
export class SurfaceBuilder {
  readonly entries: EntryPoint[] = [];
  readonly servers: ServerDraft[] = [];
  readonly pending: PendingHandler[] = [];
  /** Every tool read, repeats included; a repository may ship a server twice (source and build). */
  readonly toolLog: { readonly server: number; readonly name: string; readonly schema: Schema | null }[] = [];
  /** Tools of low-level servers, by the file whose handler lists them. */
  readonly listed: { readonly server: number; readonly name: string; readonly schema: Schema | null; readonly unit: number }[] = [];
  readonly engine: Engine;
  readonly schemas: SchemaReader;
  #roots: (path: string) => string;
  #seen = new Map<string, { readonly from: Made; readonly to: Made }>();
  #entered = new Map<string, number>();
  #frames = new Map<number, Frame>();

  constructor(engine: Engine, dialects: readonly Dialect[], rootOf: (path: string) => string) {
    this.engine = engine;
    this.#roots = rootOf;
    this.schemas = schemaReader(engine, dialects);
  }

  /** The engine asks which schema a checking call has checked, from the first module on. */
  install(): void {
    this.engine.checkedBy = (api, call) => this.schemas.checked(api, call);
    const ofData = new Map<string, Schema>();
    this.engine.schemaOfData = (cls) => {
      const schema = ofData.get(cls.key) ?? schemaOfClass(this.frame(cls.unit), cls, 0);
      ofData.set(cls.key, schema);
      return schema;
    };
  }

  frame(unit: number): Frame {
    let frame = this.#frames.get(unit);
    if (frame === undefined) {
      frame = outerFrame(this.engine, unit);
      this.#frames.set(unit, frame);
    }
    return frame;
  }

  server(unit: number): ServerDraft {
    const source = this.engine.unit(unit);
    const root = this.#roots(source.path);
    let draft = this.servers.find((item) => item.root === root);
    if (draft === undefined) {
      draft = {
        root,
        name: null,
        version: null,
        language: source.language,
        instructions: null,
        place: null,
        transports: [],
        tools: [],
        resources: [],
        prompts: [],
        authSignals: [],
      };
      this.servers.push(draft);
    }
    return draft;
  }

  add(declared: Declared): void {
    const { registration, declaration } = declared;
    const key = `${declaration.declares}|${declaration.fixed?.method ?? ""}|${registrationKey(this.frame(registration.call.unit), registration)}`;
    const seen = this.#seen.get(key);
    if (seen !== undefined) {
      this.#again(declared, seen);
      return;
    }
    const first: Made = { entries: this.entries.length, pending: this.pending.length };
    this.#declare(declared);
    this.#seen.set(key, { from: first, to: { entries: this.entries.length, pending: this.pending.length } });
  }

  /** The same again, as where a server is made twice: its handlers may stand for other objects this time. */
  #again(declared: Declared, { from, to }: { readonly from: Made; readonly to: Made }): void {
    const handler = this.read(declared, "handler")?.value;
    if (handler === undefined) return;
    for (let i = from.entries; i < to.entries; i++) {
      const entry = this.entries[i] as EntryPoint;
      this.entries[i] = { ...entry, handler: withMore(entry.handler, handler) };
    }
    for (let i = from.pending; i < to.pending; i++) {
      const item = this.pending[i] as PendingHandler;
      this.pending[i] = { ...item, handler: { ...item.handler, value: withMore(item.handler.value, handler) } };
    }
  }

  #declare(declared: Declared): void {
    const { registration, declaration } = declared;
    switch (declaration.declares) {
      case "server":
        this.#server(declared);
        return;
      case "tool":
        for (const one of oneByOne(declared)) this.tool(one, (field) => this.read(one, field));
        return;
      case "tool-list":
        this.#toolList(declared);
        return;
      case "resource":
        declareResource(this, declared);
        return;
      case "prompt":
        declarePrompt(this, declared);
        return;
      case "transport":
        declareTransport(this, declared);
        return;
      case "auth":
        this.server(registration.call.unit).authSignals.push({
          type: (declaration.fixed?.type ?? "middleware") as AuthSignal["type"],
          place: this.place(registration),
        });
        return;
      case "handler":
        requestHandlers(this, declared);
    }
  }

  /** Notes a way in; what is declared again at one place under one name is the same one. */
  enter(entry: EntryPoint): void {
    const nameless = entry.name.includes(COMPUTED)
      ? entry.handler.atoms.map((atom) => (atom.tag === "closure" ? atom.fn : "")).join("+")
      : "";
    const key = `${entry.kind}|${entry.name}|${nameless}|${entry.server}|${entry.unit}.${entry.node}`;
    const index = this.#entered.get(key);
    const known = index === undefined ? undefined : this.entries[index];
    if (index === undefined || known === undefined) {
      this.#entered.set(key, this.entries.length);
      this.entries.push(entry);
    } else this.entries[index] = { ...known, schema: known.schema ?? entry.schema, handler: withMore(known.handler, entry.handler) };
  }

  read(declared: Declared, field: string): Selected | null {
    const selector = declared.declaration.reads[field];
    return selector === undefined ? null : select(this.frame(declared.registration.call.unit), declared.registration, selector);
  }

  place(registration: Registration): Place {
    return placeOf(this.engine, registration.call.unit, registration.call.node);
  }

  #server(declared: Declared): void {
    const draft = this.server(declared.registration.call.unit);
    draft.name ??= textOf(this.read(declared, "name")?.value ?? NOTHING)?.text ?? null;
    draft.version ??= textOf(this.read(declared, "version")?.value ?? NOTHING)?.text ?? null;
    draft.instructions ??= locatedText(this.engine, this.read(declared, "instructions"));
    draft.place ??= this.place(declared.registration);
    const tools = this.read(declared, "tools");
    if (tools !== null) toolObjects(this, declared, tools);
  }

  /** One tool from named parts, or several where one place registers them. */
  tool(declared: Declared, get: (field: string) => Selected | null, convention?: HandlerConvention): void {
    const nameAt = get("name");
    const named = (value: Value) => (field: string) => (field === "name" && nameAt !== null ? { ...nameAt, value } : get(field));
    for (const value of nameAt === null ? [UNDEFINED] : alternativesOf(nameAt.value)) this.#oneTool(declared, named(value), convention);
  }

  #oneTool(declared: Declared, get: (field: string) => Selected | null, convention?: HandlerConvention): void {
    const { registration, declaration } = declared;
    const nameAt = get("name");
    const name = nameAt === null ? null : textOf(nameAt.value);
    if (name === null && nameAt?.value.open !== true) return;
    const label = name?.text ?? COMPUTED;
    const handler = get("handler")?.value ?? null;
    const schemaValue = get("schema");
    const said = convention ?? declaration.convention ?? "object";
    const schema = this.schemaOf(schemaValue, handler, said);
    const how = said === "object-if-schema" && schema === null && mayHaveSchema(schemaValue, registration) ? "object" : said;
    const draft = this.server(registration.call.unit);
    const server = this.servers.indexOf(draft);
    const place = nameAt !== null && nameAt.node !== 0 ? placeOf(this.engine, nameAt.unit, nameAt.node) : this.place(registration);
    this.toolLog.push({ server, name: label, schema });
    const existing = draft.tools.findIndex((tool) => tool.name === label);
    const tool: Tool = {
      name: label,
      title: locatedText(this.engine, get("title")),
      description: locatedText(this.engine, get("description")),
      inputSchema: schema,
      outputSchema: this.#plainSchema(get("outputSchema")),
      schemaEnforced: declaration.enforced === true && schema !== null,
      annotations: annotationsOf(this.frame(registration.call.unit), get("annotations")),
      handler: handler === null ? null : this.handlerOf(handler),
      place,
      capabilities: [],
    };
    if (existing < 0) draft.tools.push(tool);
    else if (draft.tools[existing]?.handler === null || draft.tools[existing]?.description === null)
      draft.tools[existing] = {
        ...tool,
        description: tool.description ?? (draft.tools[existing] as Tool).description,
        inputSchema: tool.inputSchema ?? (draft.tools[existing] as Tool).inputSchema,
      };
    if (handler !== null)
      this.enter({
        kind: "tool",
        name: label,
        handler,
        convention: how,
        schema,
        enforced: tool.schemaEnforced,
        unit: registration.call.unit,
        node: nameAt?.unit === registration.call.unit ? nameAt.node : registration.call.node,
        server,
      });
  }

  handlerOf(value: Value): Handler | null {
    const called = value.atoms.find((atom): atom is Closure => atom.tag === "closure");
    if (called === undefined) return null;
    const closure = called.wraps ?? called;
    const unit = this.engine.unit(closure.unit);
    return { name: funcName(unit, closure.fn) || "(anonymous)", place: placeOf(this.engine, closure.unit, funcNode(unit, closure.fn)) };
  }

  /** The schema of a tool or prompt: as given, or read from the parameters of the function behind it. */
  schemaOf(selected: Selected | null, handler: Value | null, how: HandlerConvention): Schema | null {
    if (how === "parameters") {
      const called = handler?.atoms.find((atom): atom is Closure => atom.tag === "closure");
      const closure = called?.wraps ?? called;
      return closure === undefined ? null : schemaOfParameters(this.frame(closure.unit), closure.unit, closure.fn).schema;
    }
    return this.#plainSchema(selected);
  }

  #plainSchema(selected: Selected | null): Schema | null {
    return selected === null ? null : this.schemas.read(selected.value);
  }

  /** Tools given as a list or map of objects. */
  #toolList(declared: Declared): void {
    const tools = this.read(declared, "tools");
    if (tools !== null) toolObjects(this, declared, tools);
  }

  surface(): Surface {
    return {
      servers: this.servers.map((draft) => ({
        root: draft.root,
        name: draft.name,
        version: draft.version,
        language: draft.language,
        instructions: draft.instructions,
        transports: draft.transports,
        tools: draft.tools,
        resources: draft.resources,
        prompts: draft.prompts,
        authSignals: draft.authSignals,
        location: draft.place,
      })),
    };
  }
}

/** How many entries and handlers there were. */
interface Made {
  readonly entries: number;
  readonly pending: number;
}

/** Closures of one function over different objects that are called for one tool. */
const MOST_CLOSURES = 4;

function withMore(handler: Value, other: Value): Value {
  const more = other.atoms.filter((atom) => atom.tag === "closure" && !handler.atoms.some((known) => known.key === atom.key));
  return more.length === 0 ? handler : { ...handler, atoms: [...handler.atoms, ...more].slice(0, MOST_CLOSURES) };
}

/** A schema is given that cannot be read: the handler gets arguments all the same. */
function mayHaveSchema(selected: Selected | null, { call }: Registration): boolean {
  return selected !== null || call.args.slice(1, -1).some((value) => value.open && value.atoms.length === 0);
}

/** One place declares as many things as it is given; called again with the same, it declares nothing new. */
function registrationKey(f: Frame, { call, decorated }: Registration): string {
  const given = [...call.args, ...(call.keywords?.values() ?? [])].map((value) => givenKey(f, value));
  return `${call.unit}.${call.node}|${given.join("|")}|${decorated?.atoms.map((atom) => atom.key).join("+") ?? ""}`;
}

function givenKey(f: Frame, value: Value): string {
  const text = textOf(value)?.text;
  if (text !== undefined) return text;
  return value.atoms
    .map((atom) => {
      if (atom.tag === "closure") return `f${atom.unit}.${(atom.wraps ?? atom).fn}`;
      if (atom.tag !== "object" || atom.shape === "array") return atom.tag === "class" ? atom.key : "";
      return `o${atom.unit}.${atom.node}${textOf(getProperty(f, atomValue(atom), "name", atom.node))?.text ?? ""}`;
    })
    .join("+");
}

function annotationsOf(f: Frame, selected: Selected | null): ToolAnnotations {
  if (selected === null) return {};
  const out: Record<string, boolean> = {};
  for (const name of ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const) {
    const term = selected.value.atoms.find((atom): atom is ApiAtom => atom.tag === "api" && atom.call !== null);
    const value =
      term?.call?.keywords?.get(name) ??
      (selected.value.atoms.some((atom) => atom.tag === "object") ? getProperty(f, selected.value, name, selected.node) : NOTHING);
    const constant = constantsOf(value);
    if (constant?.length === 1 && typeof constant[0] === "boolean") out[name] = constant[0];
  }
  return out;
}
