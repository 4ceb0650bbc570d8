import { DeclFlag, FuncFlag, Op, ParamKind } from "../ir.ts";
import { lowerAnnotation } from "./annotations.ts";
import { assignTarget } from "./assignments.ts";
import { bindName, bindTarget, collectBindings } from "./bindings.ts";
import type { Context } from "./context.ts";
import { blockDoc } from "./docstrings.ts";
import { lowerExpression, lowerOptional } from "./expressions.ts";
import { K, T } from "./kinds.ts";
import { newScope, type Scope } from "./scopes.ts";
import { lowerStatements } from "./statements.ts";

/** What is known of a function before its text is read. */
export interface FunctionPlace {
  readonly cls: number;
  readonly flags: number;
  readonly decorators: readonly number[];
}

const FREE: FunctionPlace = { cls: -1, flags: 0, decorators: [] };

/** A parameter whose default and annotation are lowered (in the scope around the function) and whose name is not yet declared. */
interface Parameter {
  readonly at: number;
  /** Identifier, or the pattern of a Python 2 parameter. */
  readonly target: number;
  readonly kind: number;
  readonly value: number;
  readonly type: number;
  readonly annotation: number;
}

/** Lowers a function definition and returns its function id. */
export function lowerFunction(cx: Context, at: number, place: FunctionPlace = FREE): number {
  const outer = cx.scope;
  cx.scope = withTypeParameters(cx, at);
  const parameters = readParameters(cx, cx.kid(at, K.parameters));
  const flags = place.flags | (cx.kid(at, T.async) === 0 ? 0 : FuncFlag.async);
  const body = cx.kid(at, K.block);
  const name = cx.name(cx.kid(at, K.identifier));
  const id = lowerCode(cx, at, { ...place, flags, name, doc: blockDoc(cx, body), parameters, body }, (out, decls) => {
    declarePatterns(cx, parameters);
    collectBindings(cx, cx.scope, body, body === 0 ? 0 : (cx.tree.next[body] as number));
    unpackParameters(cx, parameters, decls, out);
    if (body !== 0) lowerStatements(cx, body, out);
  });
  cx.scope = outer;
  return id;
}

/** `lambda x: value` is an arrow function with one Return. */
export function lowerLambda(cx: Context, at: number): number {
  const parameters = readParameters(cx, cx.kid(at, K.lambda_parameters));
  const body = cx.lastKid(at);
  const id = lowerCode(cx, at, { ...FREE, flags: FuncFlag.arrow, name: "", doc: -1, parameters, body }, (out, decls) => {
    declarePatterns(cx, parameters);
    collectBindings(cx, cx.scope, body, cx.tree.next[body] as number);
    unpackParameters(cx, parameters, decls, out);
    out.push(cx.node(Op.Return, body, lowerExpression(cx, body)));
  });
  return cx.node(Op.Func, at, id);
}

interface Code extends FunctionPlace {
  readonly name: string;
  readonly doc: number;
  readonly parameters: readonly Parameter[];
  readonly body: number;
}

/** Opens the scope of a function, lets `fill` lower its statements, and writes the record. */
function lowerCode(cx: Context, at: number, code: Code, fill: (out: number[], decls: readonly number[]) => void): number {
  const { fn: parent, scope: outer, yields } = cx;
  const id = cx.builder.reserveFunction();
  cx.fn = id;
  cx.scope = newScope("function", outer);
  cx.yields = false;
  const decls = code.parameters.map((parameter) => declareParameter(cx, parameter));
  const records = code.parameters.map(({ at, kind, value, annotation, type }, index) =>
    cx.list(Op.ParamRec, at, [decls[index] as number, kind, value, annotation, cx.typeText(type)], []),
  );
  const out: number[] = [];
  fill(out, decls);
  const block = cx.list(Op.Block, code.body === 0 ? at : code.body, [], out);
  const flags = code.flags | (cx.yields ? FuncFlag.generator : 0) | (parent === 0 ? 0 : FuncFlag.nested);
  const record = cx.list(
    Op.FuncRec,
    at,
    [cx.builder.string(code.name), flags, parent, code.cls, code.doc, block],
    records,
    code.decorators,
  );
  cx.builder.setFunction(id, record);
  cx.fn = parent;
  cx.scope = outer;
  cx.yields = yields;
  return id;
}

/** Type parameters (`def f[T]`, `class A[T]`) are names of a scope between the definition and what surrounds it. */
export function withTypeParameters(cx: Context, definition: number): Scope {
  const list = cx.kid(definition, K.type_parameter);
  if (list === 0) return cx.scope;
  const scope = newScope("types", cx.scope);
  for (const kid of cx.kids(list)) {
    const name = cx.firstIdentifier(kid);
    if (name !== 0) bindName(cx, scope, cx.name(name), cx.tree.start[name] as number, 1, 0);
  }
  return scope;
}

function readParameters(cx: Context, list: number): Parameter[] {
  const out: Parameter[] = [];
  if (list === 0) return out;
  let keywordOnly = false;
  for (const at of cx.kids(list)) {
    const kind = cx.tree.kind[at] as number;
    if (kind === K.keyword_separator) keywordOnly = true;
    if (kind === K.keyword_separator || kind === K.positional_separator) continue;
    const parameter = readParameter(cx, at, keywordOnly);
    if (parameter.kind === ParamKind.rest) keywordOnly = true;
    out.push(parameter);
  }
  return out;
}

function readParameter(cx: Context, at: number, keywordOnly: boolean): Parameter {
  const outside = cx.tree.kind[at] as number;
  const typed = outside === K.typed_parameter || outside === K.typed_default_parameter;
  const hasDefault = outside === K.default_parameter || outside === K.typed_default_parameter;
  let target = typed || hasDefault ? cx.firstKid(at) : at;
  const star = cx.tree.kind[target];
  let kind: number = keywordOnly ? ParamKind.kwOnly : ParamKind.positional;
  if (star === K.list_splat_pattern) kind = ParamKind.rest;
  if (star === K.dictionary_splat_pattern) kind = ParamKind.kwRest;
  if (kind === ParamKind.rest || kind === ParamKind.kwRest) target = cx.firstKid(target);
  const type = typed ? cx.kid(at, K.type) : 0;
  const annotation = lowerAnnotation(cx, type);
  return { at, target, kind, value: hasDefault ? lowerOptional(cx, cx.lastKid(at)) : 0, type, annotation };
}

/** Declares a parameter in the scope of its function. A pattern (Python 2) gets a variable without a name. */
function declareParameter(cx: Context, parameter: Parameter): number {
  const { at, target, annotation } = parameter;
  const named = cx.tree.kind[target] === K.identifier && cx.name(target) !== "";
  const decl = named ? bindName(cx, cx.scope, cx.name(target), cx.tree.start[target] as number, 1, 0) : cx.temporary(at);
  cx.builder.addDeclFlags(decl, DeclFlag.param);
  if (annotation !== 0) cx.builder.setDeclAnnotation(decl, annotation);
  return decl;
}

function declarePatterns(cx: Context, parameters: readonly Parameter[]): void {
  for (const { target } of parameters) if (cx.tree.kind[target] === K.tuple_pattern) bindTarget(cx, cx.scope, target, 1);
}

/** Takes the patterns among the parameters (Python 2) apart. */
function unpackParameters(cx: Context, parameters: readonly Parameter[], decls: readonly number[], out: number[]): void {
  parameters.forEach(({ at, target }, index) => {
    if (cx.tree.kind[target] === K.tuple_pattern) assignTarget(cx, target, cx.ref(at, decls[index] as number), out);
  });
}
