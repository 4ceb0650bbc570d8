import ts from "typescript";
import { edited, inserted } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { freshName } from "./rewriting.ts";
import { type Handler, Source } from "./source.ts";

const SERVER = "server.ts";

/** How a handler is declared elsewhere, and what is registered in its place. */
interface Moved {
  readonly declaration: string;
  readonly registered: string;
}

function movingHandlers(name: string, write: (source: Source, handler: Handler, as: string) => Moved): Transformation {
  return ofFile(name, SERVER, (text) => {
    const source = new Source(text);
    const handlers = source.handlers.filter(({ fn }) => source.freeIn(fn, "local").length === 0);
    if (handlers.length === 0) return null;
    const moved = handlers.map((handler, at) => write(source, handler, freshName(text, `handle${at + 1}`)));
    return edited(text, [
      inserted(source.afterImports, `\n\n${moved.map((one) => one.declaration).join("\n\n")}\n`),
      ...handlers.map(({ fn }, at) => ({ start: fn.getStart(), end: fn.getEnd(), text: moved[at]?.registered ?? "" })),
    ]);
  });
}

function parametersOf(source: Source, { fn }: Handler): string {
  return fn.parameters
    .map((one) => source.textOf(one) + (one.type === undefined && one.initializer === undefined ? ": any" : ""))
    .join(", ");
}

function asyncOf({ fn }: Handler): string {
  return fn.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) === true ? "async " : "";
}

/** A named function; what it closes over is of the module. */
export const extractHandler: Transformation = movingHandlers("extract the handler", (source, handler, as) => ({
  declaration: `${asyncOf(handler)}function ${as}(${parametersOf(source, handler)}) ${source.textOf(handler.body)}`,
  registered: as,
}));

const classMethod: Transformation = movingHandlers("handler in a class", (source, handler, as) => ({
  declaration: `class Service_${as} {\n  ${asyncOf(handler)}run(${parametersOf(source, handler)}) ${source.textOf(handler.body)}\n}`,
  registered: `(input: any) => new Service_${as}().run(input)`,
}));

const boundMethod: Transformation = movingHandlers("handler as a bound method", (source, handler, as) => ({
  declaration: `class Service_${as} {\n  ${asyncOf(handler)}run(${parametersOf(source, handler)}) ${source.textOf(handler.body)}\n}\nconst ${as} = new Service_${as}();`,
  registered: `${as}.run.bind(${as})`,
}));

export const inheritedMethod: Transformation = movingHandlers("handler in a base class", (source, handler, as) => ({
  declaration: [
    `abstract class Base_${as} {\n  async call(input: any) {\n    return this.run(input);\n  }\n  abstract run(input: any): any;\n}`,
    `class Service_${as} extends Base_${as} {\n  ${asyncOf(handler)}run(${parametersOf(source, handler)}) ${source.textOf(handler.body)}\n}`,
    `const ${as} = new Service_${as}();`,
  ].join("\n"),
  registered: `(input: any) => ${as}.call(input)`,
}));

const dispatched: Transformation = movingHandlers("handler in a table", (source, handler, as) => ({
  declaration: `const table_${as}: Record<string, any> = {\n  run: ${asyncOf(handler)}(${parametersOf(source, handler)}) => ${source.textOf(handler.body)},\n};`,
  registered: `(input: any) => table_${as}["run"](input)`,
}));

const wrapped: Transformation = movingHandlers("wrapped handler", (source, handler, as) => ({
  declaration: `const guarded_${as} = (fn: any) => async (input: any, extra: any) => {\n  try {\n    return await fn(input, extra);\n  } catch (error) {\n    throw error;\n  }\n};`,
  registered: `guarded_${as}(${source.textOf(handler.fn)})`,
}));

/** Everything that registers stands in a function that gets the server. */
const registrar: Transformation = ofFile("register in a function", SERVER, (text) => {
  const source = new Source(text);
  const statements = registrations(source);
  if (statements.length === 0) return null;
  const name = freshName(text, "register");
  const first = statements[0] as ts.Statement;
  return edited(
    text,
    statements.map((one) => ({
      start: one.getStart(),
      end: one.getEnd(),
      text:
        one === first
          ? `function ${name}(target: any) {\n${statements.map((each) => retargeted(source, each)).join("\n")}\n}\n${name}(server);`
          : "",
    })),
  );
});

/** Name, configuration and handler are rows of a list that a loop registers. */
const looped: Transformation = ofFile("register in a loop", SERVER, (text) => {
  const source = new Source(text);
  const calls = source.handlers
    .map(({ call }) => call)
    .filter((call) => call.arguments.length === 3 && ts.isExpressionStatement(call.parent) && methodOf(call) === "registerTool");
  if (calls.length === 0) return null;
  const name = freshName(text, "tools");
  const rows = calls.map((call) => {
    const [title, config, run] = call.arguments.map((one) => source.textOf(one));
    return `  { title: ${title}, config: ${config}, run: ${run} },`;
  });
  const loop = `const ${name}: any[] = [\n${rows.join("\n")}\n];\nfor (const tool of ${name}) server.registerTool(tool.title, tool.config, tool.run);`;
  return edited(
    text,
    calls.map((call, at) => ({ start: call.parent.getStart(), end: call.parent.getEnd(), text: at === 0 ? loop : "" })),
  );
});

function registrations(source: Source): ts.Statement[] {
  return source.handlers
    .map(({ call }) => call.parent)
    .filter((node): node is ts.ExpressionStatement => ts.isExpressionStatement(node) && node.parent === source.tree);
}

function retargeted(source: Source, statement: ts.Statement): string {
  return source.textOf(statement).replace(/^server\./, "target.");
}

function methodOf(call: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : "";
}

export const HANDLERS: readonly Transformation[] = [
  extractHandler,
  classMethod,
  boundMethod,
  inheritedMethod,
  dispatched,
  wrapped,
  registrar,
  looped,
];
