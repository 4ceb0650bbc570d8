import { Op } from "../ir.ts";
import { lowerAnnotation } from "./annotations.ts";
import { TARGET_CONTAINERS } from "./bindings.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { lowerExpression } from "./expressions.ts";
import { K } from "./kinds.ts";
import { operatorName, tokens } from "./operators.ts";

/** Longest chain of targets that is nested; readers of the Unit recurse once per target. */
const MAX_NESTED_TARGETS = 64;

/** The parts of `a = b = value`, `a: T = value` and `a: T`; absent parts are 0. */
export interface Assignment {
  readonly targets: readonly number[];
  readonly annotation: number;
  readonly value: number;
}

/** Takes a (chained) assignment apart, without recursion. */
export function assignmentParts(cx: Context, at: number): Assignment {
  const targets: number[] = [];
  let annotation = 0;
  for (let node = at; ; ) {
    targets.push(cx.firstKid(node));
    annotation = cx.kid(node, K.type) || annotation;
    const last = cx.lastKid(node);
    if (last === cx.firstKid(node) || cx.tree.kind[last] === K.type) return { targets, annotation, value: 0 };
    if (cx.tree.kind[last] !== K.assignment) return { targets, annotation, value: last };
    node = last;
  }
}

/** Lowers an assignment statement. A bare annotation leaves no statement, only the type of the variable. */
export function lowerAssignment(cx: Context, at: number, out: number[]): void {
  const { targets, annotation, value } = assignmentParts(cx, at);
  annotate(cx, targets[0] as number, annotation);
  if (value === 0) return;
  const lowered = lowerExpression(cx, value);
  if (targets.every((target) => isSimple(cx, target))) {
    const all = targets.map((target) => lowerTarget(cx, target));
    out.push(cx.node(Op.Expr, at, chain(cx, at, all, lowered)));
    return;
  }
  if (targets.length === 1) {
    assignTarget(cx, targets[0] as number, lowered, out);
    return;
  }
  const holder = cx.temporary(at);
  out.push(cx.assign(at, cx.ref(value, holder), lowered));
  for (const target of targets) assignTarget(cx, target, cx.ref(value, holder), out);
}

/** `a = b = v` is (= a (= b v)); a chain of unusual length is a sequence of assignments of the one value. */
function chain(cx: Context, at: number, targets: readonly number[], value: number): number {
  if (targets.length > MAX_NESTED_TARGETS) {
    const assignments = targets.map((target) => cx.node(Op.Assign, at, target, value));
    return cx.list(Op.Seq, at, [], assignments);
  }
  return targets.reduceRight((inner, target) => cx.node(Op.Assign, at, target, inner), value);
}

/** An assignment where the grammar allows it as a value; only broken code and chains with `+=` have it. */
export function lowerAssignmentExpression(cx: Context, at: number): number {
  const { targets, value } = assignmentParts(cx, at);
  const all = targets.map((target) => lowerTarget(cx, target));
  return value === 0 ? cx.list(Op.Opaque, at, [], all) : chain(cx, at, all, lowerExpression(cx, value));
}

/** `a += b` is `a = a + b`; the target is one node, used twice. */
export function lowerAugmented(cx: Context, at: number): number {
  const written = cx.firstKid(at);
  const target = lowerTarget(cx, written);
  const value = lowerExpression(cx, cx.lastKid(at));
  const operator = operatorName(tokens(cx, at)[0] ?? 0).slice(0, -1);
  return cx.node(Op.Assign, at, target, cx.node(Op.Binary, at, cx.builder.string(operator), target, value));
}

/** Notes the declared type of a variable; a later annotation replaces an earlier one. */
function annotate(cx: Context, target: number, annotation: number): void {
  if (annotation === 0) return;
  const node = lowerAnnotation(cx, annotation);
  if (cx.tree.kind[target] !== K.identifier) return;
  const decl = cx.boundDecl(cx.name(target));
  if (decl >= 0) cx.builder.setDeclAnnotation(decl, node);
}

/** Is this a target that takes the value as it is? */
export function isSimple(cx: Context, target: number): boolean {
  return !TARGET_CONTAINERS.has(cx.tree.kind[unwrapped(cx, target)] as number);
}

/** The target without the parentheses around it. */
function unwrapped(cx: Context, target: number): number {
  const { kind } = cx.tree;
  let at = target;
  while (kind[at] === K.parenthesized_expression || kind[at] === K.as_pattern_target) at = cx.firstKid(at);
  return at;
}

/** A simple target as a node: Ref, Global, Member or Index. */
export function lowerTarget(cx: Context, target: number): number {
  const at = unwrapped(cx, target);
  return cx.tree.kind[at] === K.identifier ? cx.bound(at, cx.name(at)) : lowerExpression(cx, at);
}

/** Pushes the statements that assign a value to a target; sequences are taken apart by index. */
export function assignTarget(cx: Context, written: number, value: number, out: number[]): void {
  const target = unwrapped(cx, written);
  if (isSimple(cx, target)) {
    out.push(cx.assign(target, lowerTarget(cx, target), value));
    return;
  }
  if (cx.depth >= MAX_DEPTH) {
    cx.problem("depth", cx.tree.start[target] as number, "a target nested too deeply was not assigned");
    return;
  }
  cx.depth++;
  const holder = cx.temporary(target);
  out.push(cx.assign(target, cx.ref(target, holder), value));
  assignElements(cx, target, holder, out);
  cx.depth--;
}

function assignElements(cx: Context, target: number, holder: number, out: number[]): void {
  const elements = cx.kids(target);
  const isStar = (at: number): boolean => cx.tree.kind[at] === K.list_splat || cx.tree.kind[at] === K.list_splat_pattern;
  const star = elements.findIndex(isStar);
  elements.forEach((element, index) => {
    const source = cx.ref(element, holder);
    if (isStar(element)) {
      assignTarget(cx, cx.firstKid(element), cx.node(Op.ArrayRest, element, source, index), out);
    } else {
      const fromEnd = star >= 0 && index > star;
      assignTarget(
        cx,
        element,
        cx.node(Op.Index, element, source, elementIndex(cx, element, fromEnd ? index - elements.length : index)),
        out,
      );
    }
  });
}

/** A constant index; a negative one counts from the end. */
export function elementIndex(cx: Context, at: number, index: number): number {
  const number = cx.node(Op.Num, at, cx.builder.string(String(Math.abs(index))));
  return index < 0 ? cx.node(Op.Unary, at, cx.builder.string("-"), number) : number;
}
