import ts from "typescript";
import { type Edit, edited, inserted } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { isExit } from "./rewriting.ts";
import { hasAwait, Source, walk } from "./source.ts";

const SERVER = "server.ts";

/** A return that is never taken, before everything else. */
const earlyReturn: Transformation = ofFile("early return elsewhere", SERVER, (text) =>
  inBodies(text, (body) => [inserted(body.getStart() + 1, "\n  if (Date.now() < 0) return { content: [] };")]),
);

const tryRethrow: Transformation = ofFile("try and throw again", SERVER, (text) =>
  inBodies(text, (body) => [
    inserted(body.getStart() + 1, "\n  try {"),
    inserted(body.getEnd() - 1, "} catch (error) {\n    throw error;\n  }\n"),
  ]),
);

const tryFinally: Transformation = ofFile("try and finally", SERVER, (text) =>
  inBodies(text, (body) => [
    inserted(body.getStart() + 1, "\n  let running = true;\n  try {"),
    inserted(body.getEnd() - 1, "} finally {\n    running = false;\n  }\n"),
  ]),
);

/** The body runs in a promise's callback. */
const promiseChain: Transformation = ofFile("body in a promise", SERVER, (text) =>
  inBodies(text, (body) => [
    inserted(body.getStart() + 1, "\n  return Promise.resolve().then(async () => {"),
    inserted(body.getEnd() - 1, "});\n"),
  ]),
);

/** `if (bad) throw …; rest` as `if (!bad) { rest } else throw …` */
const invertGuard: Transformation = ofFile("guard the other way round", SERVER, (text) => {
  const source = new Source(text);
  const edits: Edit[] = [];
  walk(source.tree, (node) => {
    if (!ts.isBlock(node) || !ts.isFunctionLike(node.parent)) return;
    const at = node.statements.findIndex((one) => ts.isIfStatement(one) && one.elseStatement === undefined && isExit(one.thenStatement));
    const guard = node.statements[at] as ts.IfStatement | undefined;
    if (guard === undefined || at === node.statements.length - 1 || edits.some((edit) => edit.start >= node.pos && edit.end <= node.end))
      return;
    const rest = node.statements.slice(at + 1);
    if (rest.some(ts.isFunctionDeclaration)) return;
    edits.push({ start: guard.getStart(), end: guard.getEnd(), text: `if (!(${source.textOf(guard.expression)})) {` });
    edits.push(inserted((rest.at(-1) as ts.Statement).getEnd(), `\n  } else {\n    ${source.textOf(guard.thenStatement)}\n  }`));
  });
  return edits.length === 0 ? null : edited(text, edits);
});

/** `const a = await b; rest` as `return b.then(async (a) => { rest })` */
const awaitToThen: Transformation = ofFile("await to then", SERVER, (text) => {
  const source = new Source(text);
  const edits: Edit[] = [];
  walk(source.tree, (node) => {
    if (!ts.isBlock(node) || !ts.isFunctionLike(node.parent) || edits.some((edit) => edit.start >= node.pos && edit.end <= node.end))
      return;
    const statement = node.statements.find((one) => awaited(one) !== null);
    const step = statement === undefined ? null : awaited(statement);
    if (statement === undefined || step === null || hasAwait(step.promise)) return;
    const prefix = `return ${source.textOf(step.promise)}.then(async (${step.name === null ? "" : source.textOf(step.name)}) => {`;
    edits.push({ start: statement.getStart(), end: statement.getEnd(), text: prefix }, inserted(node.getEnd() - 1, "});\n"));
  });
  return edits.length === 0 ? null : edited(text, edits);
});

function awaited(statement: ts.Statement): { name: ts.BindingName | null; promise: ts.Expression } | null {
  if (ts.isExpressionStatement(statement) && ts.isAwaitExpression(statement.expression))
    return { name: null, promise: statement.expression.expression };
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) return null;
  const { name, initializer } = statement.declarationList.declarations[0] as ts.VariableDeclaration;
  return initializer !== undefined && ts.isAwaitExpression(initializer) ? { name, promise: initializer.expression } : null;
}

function inBodies(text: string, change: (body: ts.Block) => Edit[]): string | null {
  const source = new Source(text);
  const edits = source.handlers.flatMap(({ body }) => change(body));
  return edits.length === 0 ? null : edited(text, edits);
}

export const CONTROL: readonly Transformation[] = [earlyReturn, tryRethrow, tryFinally, promiseChain, invertGuard, awaitToThen];
