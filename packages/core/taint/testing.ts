import type { Catalogue } from "../define/catalogue.ts";
import { defineDialect } from "../define/dialect.ts";
import type { Model } from "../define/model.ts";
import { parseModel } from "../define/model-parse.ts";
import { buildProgram } from "../graph/program.ts";
import type { FrontEnd } from "../language/frontend.ts";
import { javascript } from "../language/javascript/frontend.ts";
import { type Analysis, analyse } from "./analyse.ts";
import type { Flow } from "./flow.ts";

/**
 * Stand-ins for libraries: `sdk` registers tools, `schema` spells and enforces their arguments, `kit` has one function for
 * each weakness, `paths` does path algebra. What real libraries do is for models and their fixtures to say.
 */
const KIT = {
  sinks: [
    { at: "shell(0)", kind: "shell-command" },
    { at: "start(0)", kind: "program" },
    { at: "start(1)[]", kind: "argv-option" },
    { at: "read(0)", kind: "path-read" },
    { at: "write(0)", kind: "path-write" },
    { at: "send(0)", kind: "url" },
    { at: "Store.new.query(0)", kind: "sql" },
    { at: "evaluate(0)", kind: "code" },
    { at: "later(0)", kind: "shell-command", when: "(1).shell is true" },
  ],
  sources: [{ at: "load()", kind: "remote-content" }],
  sanitizers: [{ at: "quote(0)", proves: ["shell-quoted"] }],
  guards: [
    { at: "isWord(0)", proves: ["identifier"], on: true },
    { at: "assertWord(0)", proves: ["identifier"], on: "normal-return" },
  ],
  returns: [
    { at: "promised()", same: "(0)" },
    { at: "given()", bound: "(0)" },
    { at: "threaded()", called: "(0)" },
    { at: "spawned()", called: "(0)" },
    { at: "stores()[]", same: "Store.new" },
  ],
  calls: [
    { at: "retry(0)", with: ["(1)"] },
    { at: "started(0|target)", with: ["(1|args)[0..]"] },
  ],
};

const GLOBALS = {
  sources: [{ at: "process.env.*", kind: "environment" }],
  sanitizers: [{ at: "Number|int(0)", proves: ["numeric"] }],
  passes: [{ from: "String|str(0)", keeps: "all" }],
  returns: [{ at: "len()", instance: "number" }],
};

const PATHS = {
  sanitizers: [
    { at: "base(0)", proves: ["base-name"] },
    { at: "resolve(*)", proves: ["normalized"] },
    { at: "real(0)", proves: ["real-path", "normalized"] },
  ],
  guards: [{ at: "isAbsolute(0)", proves: ["relative"], on: false }],
  returns: [{ at: "isAbsolute()", instance: "boolean" }],
  forms: [
    { at: "join()", form: "path-join" },
    { at: "resolve()", form: "path-resolve" },
    { at: "normalize()", form: "path-normalize" },
    { at: "relative()", form: "path-relative" },
    { at: "real()", form: "path-real" },
    { at: "folder()", form: "path-directory" },
  ],
};

const HOSTS = {
  guards: [
    { at: "address().isPrivate", proves: ["private-refused"], on: false },
    { at: "address().isGlobal", proves: ["private-refused"], on: true },
  ],
  forms: [
    { at: "parse()", form: "url-parse" },
    { at: "parse().host", form: "url-host" },
    { at: "lookup()", form: "dns-resolve" },
    { at: "address()", form: "address-parse" },
  ],
};

function model(library: string, language: Model["language"], rows: object): Model {
  const parsed = parseModel({ library, language, docs: "https://kit.example/docs", ...rows }, `${library}.model.yml`);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

const CATALOGUE: Catalogue = {
  ...{ version: "0", digest: "", rules: [] },
  models: (["javascript", "python"] as const).flatMap((language) => [
    model("kit", language, KIT),
    model("paths", language, PATHS),
    model("hosts", language, HOSTS),
    model(language === "python" ? "builtins" : "global", language, GLOBALS),
  ]),
  dialects: [
    defineDialect({
      ...{ name: "sdk", language: "javascript", packages: ["sdk"] },
      declares: [
        {
          at: ["tool"],
          declares: "tool",
          reads: { name: "(0)", schema: "(1)", handler: "function#-1" },
          convention: "object",
          enforced: true,
        },
        { at: ["Server.new.on"], declares: "handler", reads: { method: "(0)", handler: "function#-1" }, convention: "request" },
      ],
    }),
    defineDialect({
      ...{ name: "schema", language: "javascript", packages: ["schema"], declares: [] },
      schemas: {
        checks: ["parse", "safeParse"],
        makes: {
          string: { type: "string" },
          number: { type: "number" },
          boolean: { type: "boolean" },
          object: { type: "object", shape: "(0)" },
          array: { type: "array", items: "(0)" },
          enum: { type: "string", enum: "(0)" },
        },
        methods: {
          regex: { sets: "pattern", from: "(0)" },
          refine: { sets: "predicate", from: "(0)" },
          transform: { sets: "transform", from: "(0)" },
          optional: { optional: true },
          max: { sets: "max", from: "(0)" },
        },
      },
    }),
    defineDialect({
      ...{ name: "sdk for Python", language: "python", packages: ["sdk"] },
      declares: [
        {
          ...{ at: ["App().tool()"], declares: "tool", convention: "parameters", enforced: true },
          reads: { name: "(0|name) or decorated.name", handler: "decorated" },
        },
      ],
    }),
  ],
};

/** Lowers and analyses a program (path -> text), with rules for nothing and models of the stand-ins. */
export function analysed(files: Readonly<Record<string, string>>, frontEnd: FrontEnd = javascript): Analysis {
  const paths = Object.keys(files).sort();
  const units = paths.map((path) => frontEnd.lower({ path, text: files[path] ?? "" }));
  const program = buildProgram(units, { languages: {}, manifests: [], paths });
  return analyse(program, CATALOGUE, { mode: "deep", order: units.map((_, unit) => unit), rootOf: () => "", stop: () => false });
}

/** A flow as a table spells it: `name -> shell-command 3`, with the file unless it is the only one, and with flaws of guards. */
export function spelled({ source, sink, guards }: Flow): string {
  const flaws = [...new Set(guards.map((guard) => guard.flaw))].sort();
  const place = /^main\./.test(sink.place.file) ? `${sink.place.startLine}` : `${sink.place.file}:${sink.place.startLine}`;
  return `${source.name} -> ${sink.kind} ${place}${flaws.length === 0 ? "" : ` (${flaws.join(", ")})`}`;
}

/** Flows of a program as sorted texts. One text is the file main.ts, below a first line that imports all stand-ins. */
export function flowsIn(source: string | Readonly<Record<string, string>>): string[] {
  const files = typeof source === "string" ? { "main.ts": `${JAVASCRIPT_IMPORTS}\n${source}` } : source;
  return analysed(files).flows.map(spelled).sort();
}

/** The same for Python: one text is the file main.py. */
export function pythonFlowsIn(source: string | Readonly<Record<string, string>>, frontEnd: FrontEnd): string[] {
  const files = typeof source === "string" ? { "main.py": `${PYTHON_IMPORTS}\n${source}` } : source;
  return analysed(files, frontEnd).flows.map(spelled).sort();
}

export const JAVASCRIPT_IMPORTS =
  'import * as kit from "kit"; import { assertWord, evaluate, isWord, later, load, promised, quote, read, retry, send, shell, start, Store, stores, write } from "kit"; import * as hosts from "hosts"; import * as paths from "paths"; import * as s from "schema"; import { Server, tool } from "sdk";';

export const PYTHON_IMPORTS =
  "import hosts, kit, paths, re; from kit import assertWord, evaluate, given, isWord, load, quote, read, retry, send, shell, spawned, start, started, threaded, write; from sdk import App; app = App()";
