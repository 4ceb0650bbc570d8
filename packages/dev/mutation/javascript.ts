import ts from "typescript";
import { type Edit, edited, inserted } from "../metamorphic/edits.ts";

/** Methods of the SDKs that take a tool's handler as their last argument. */
const REGISTERS = new Set(["tool", "registerTool", "prompt", "registerPrompt"]);

/** Schemas that hold more than texts of any kind. */
const NARROW = /^z\.(?:enum|number|literal|int|boolean|uuid)\b/;

/**
 * The program without its guards: each `if` that only throws, returns or goes on is an empty statement, each narrow schema takes any text.
 * Null if it has none.
 */
export function withoutGuards(text: string): string | null {
  const edits: Edit[] = [];
  visit(parse(text), (node) => {
    const isGuard = ts.isIfStatement(node) && node.elseStatement === undefined && leaves(node.thenStatement);
    if (!isGuard && !isNarrow(node)) return true;
    edits.push({ start: node.getStart(), end: node.getEnd(), text: isGuard ? ";" : "z.string()" });
    return false;
  });
  return edits.length === 0 ? null : edited(text, edits);
}

/** z.enum(["a"]), z.string().regex(/a/) with all that hangs on them. */
function isNarrow(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const said = node.getText();
  return NARROW.test(said) || (/^z\.string\(\)\./.test(said) && /\.(?:regex|uuid|ip|ipv4|ipv6)\(/.test(said));
}

/** The program with handlers that refuse every text argument but one. Null if no handler names its arguments. */
export function withFix(text: string): string | null {
  const edits: Edit[] = [];
  visit(parse(text), (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || !REGISTERS.has(node.expression.name.text))
      return true;
    const handler = node.arguments.at(-1);
    if (handler === undefined || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return true;
    const checks = namesOf(handler).map((name) => `if (${name} !== "agreed") throw new Error("refused");`);
    if (checks.length === 0) return true;
    const { body } = handler;
    if (ts.isBlock(body)) edits.push(inserted(body.getStart() + 1, ` ${checks.join(" ")}`));
    else edits.push(inserted(body.getStart(), `{ ${checks.join(" ")} return (`), inserted(body.getEnd(), "); }"));
    return true;
  });
  return edits.length === 0 ? null : edited(text, edits);
}

function namesOf(handler: ts.ArrowFunction | ts.FunctionExpression): string[] {
  const [first] = handler.parameters;
  if (first === undefined || !ts.isObjectBindingPattern(first.name)) return [];
  return first.name.elements.flatMap(({ name, dotDotDotToken }) =>
    ts.isIdentifier(name) && dotDotDotToken === undefined ? [name.text] : [],
  );
}

/** Whether a branch does nothing but leave. */
function leaves(branch: ts.Statement): boolean {
  const [only, ...more] = ts.isBlock(branch) ? branch.statements : [branch];
  return (
    only !== undefined && more.length === 0 && (ts.isThrowStatement(only) || ts.isReturnStatement(only) || ts.isContinueStatement(only))
  );
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("server.ts", text, ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, enter: (node: ts.Node) => boolean): void {
  if (enter(node)) ts.forEachChild(node, (child) => visit(child, enter));
}
