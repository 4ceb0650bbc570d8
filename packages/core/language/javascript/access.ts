import ts from "typescript";
import { Op } from "../ir.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { installForms, lowerExpression, opaque } from "./dispatch.ts";
import { nameOf, templateParts } from "./literals.ts";

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression | ts.TaggedTemplateExpression;
type Wrapper = ts.ParenthesizedExpression | ts.AsExpression | ts.NonNullExpression | ts.SatisfiesExpression | ts.TypeAssertion;

const LINKS = [
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.TaggedTemplateExpression,
];

const WRAPPERS = [
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.TypeAssertionExpression,
  ts.SyntaxKind.ExpressionWithTypeArguments,
  ts.SyntaxKind.PartiallyEmittedExpression,
];

const LINK = 1;
const WRAPPER = 2;
/** Part that a kind of expression plays in a chain, by ts.SyntaxKind; asked for every expression, hence no Set. */
const ROLE = new Uint8Array(ts.SyntaxKind.Count);
for (const kind of LINKS) ROLE[kind] = LINK;
for (const kind of WRAPPERS) ROLE[kind] = WRAPPER;

const PROPERTY = ts.SyntaxKind.PropertyAccessExpression;
const ELEMENT = ts.SyntaxKind.ElementAccessExpression;
const CALL = ts.SyntaxKind.CallExpression;
const TAGGED = ts.SyntaxKind.TaggedTemplateExpression;

/** The expression inside parentheses and type-only syntax. */
export function unwrap(node: ts.Expression): ts.Expression {
  let at = node;
  while (ROLE[at.kind] === WRAPPER) at = (at as Wrapper).expression;
  return at;
}

/**
 * Lowers a chain of members, indexes and calls from its base outwards, without recursion: generated code
 * chains thousands of calls. Parentheses, optional links and type-only syntax leave no trace.
 */
function lowerChain(cx: Context, node: ts.Expression): number {
  const links = cx.links;
  const mark = links.length;
  const base = pushLinks(cx, node);
  const count = links.length - mark;
  if (count === 0) return lowerImport(cx, base as ts.CallExpression);
  const depth = cx.depth;
  cx.depth = Math.min(MAX_DEPTH - 1, depth + count);
  let value = lowerExpression(cx, base);
  if (depth + count >= MAX_DEPTH) value = flattenLinks(cx, value, mark + Math.max(0, MAX_DEPTH - depth - 1));
  let pos = -1;
  let start = 0;
  while (links.length > mark) {
    const link = links.pop() as Link;
    cx.depth = depth + (links.length - mark);
    if (link.pos !== pos) {
      pos = link.pos;
      start = cx.start(link);
    }
    value = lowerLink(cx, link, value, start);
  }
  cx.depth = depth;
  return value;
}

/** Puts the links of a chain on the stack, outermost first, and returns the base. */
function pushLinks(cx: Context, node: ts.Expression): ts.Expression {
  let at = node;
  for (;;) {
    const role = ROLE[at.kind];
    if (role === WRAPPER) {
      at = (at as Wrapper).expression;
    } else if (role === LINK && !(at.kind === CALL && isImport(cx, at as ts.CallExpression))) {
      cx.links.push(at);
      at = at.kind === TAGGED ? (at as ts.TaggedTemplateExpression).tag : (at as ts.CallExpression).expression;
    } else {
      return at;
    }
  }
}

function lowerLink(cx: Context, link: Link, value: number, start: number): number {
  const builder = cx.builder;
  switch (link.kind) {
    case PROPERTY:
      return builder.node(Op.Member, start, link.end, value, builder.string(nameOf((link as ts.PropertyAccessExpression).name)));
    case ELEMENT:
      return builder.node(Op.Index, start, link.end, value, lowerExpression(cx, (link as ts.ElementAccessExpression).argumentExpression));
    case CALL:
      return builder.listNode(Op.Call, start, link.end, [value], lowerAll(cx, (link as ts.CallExpression).arguments));
    default: {
      const template = (link as ts.TaggedTemplateExpression).template;
      const parts = ts.isTemplateExpression(template) ? templateParts(cx, template, true) : [lowerExpression(cx, template)];
      return builder.listNode(Op.Tagged, start, link.end, [value], parts);
    }
  }
}

/** Folds the innermost links of a chain that is too long for the depth limit into one value of all their arguments. */
function flattenLinks(cx: Context, base: number, keep: number): number {
  const children = [base];
  let link = cx.links[keep] as Link;
  const outer = link;
  cx.problem("depth", cx.start(outer), `only the last ${MAX_DEPTH} links of a longer chain were read one by one`);
  while (cx.links.length > keep) {
    link = cx.links.pop() as Link;
    if (link.kind === CALL) children.push(...lowerAll(cx, (link as ts.CallExpression).arguments));
    else if (link.kind === ELEMENT) children.push(lowerExpression(cx, (link as ts.ElementAccessExpression).argumentExpression));
  }
  return opaque(cx, outer, children);
}

export function lowerAll(cx: Context, nodes: readonly ts.Node[]): number[] {
  const out: number[] = new Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) out[i] = lowerExpression(cx, nodes[i] as ts.Node);
  return out;
}

/** `import(x)`, and `require(x)` where no scope declares require. */
function isImport(cx: Context, call: ts.CallExpression): boolean {
  const callee = call.expression;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return (
    callee.kind === ts.SyntaxKind.Identifier &&
    (callee as ts.Identifier).escapedText === "require" &&
    call.arguments.length === 1 &&
    cx.names.entry("require").decl < 0
  );
}

function lowerImport(cx: Context, call: ts.CallExpression): number {
  const specifier = call.arguments[0];
  return specifier === undefined ? opaque(cx, call, []) : cx.node(Op.ImportExpr, call, lowerExpression(cx, specifier));
}

function lowerNew(cx: Context, node: ts.NewExpression): number {
  const start = cx.start(node);
  const callee = lowerExpression(cx, node.expression);
  return cx.builder.listNode(Op.New, start, node.end, [callee], node.arguments === undefined ? [] : lowerAll(cx, node.arguments));
}

/** `import.meta` and `new.target` read like members of a name that nobody can declare. */
function lowerMeta(cx: Context, node: ts.MetaProperty): number {
  const name = node.keywordToken === ts.SyntaxKind.ImportKeyword ? "import" : "new";
  return cx.node(Op.Member, node, cx.global(node, name), cx.builder.string(nameOf(node.name)));
}

function lowerWrapper(cx: Context, node: ts.Expression): number {
  return lowerExpression(cx, unwrap(node));
}

installForms([
  ...LINKS.map((kind) => [kind, lowerChain] as const),
  ...WRAPPERS.map((kind) => [kind, lowerWrapper] as const),
  [ts.SyntaxKind.NewExpression, lowerNew],
  [ts.SyntaxKind.MetaProperty, lowerMeta],
]);
