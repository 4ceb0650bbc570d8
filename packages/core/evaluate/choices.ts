import { Op } from "../language/ir.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { andTruth, either, orTruth, settled } from "./facts.ts";
import { meet } from "./state.ts";
import { constAtom, join, truthiness, type Value } from "./value.ts";

/** `a && b`, `a || b`, `a ?? b`: the right side is evaluated under what the left one says. */
export function shortCircuit(f: Frame, n: number): Value {
  const d = f.unit.data;
  const left = evaluate(f, d[n + 3] as number);
  const op = d[n];
  const sure = truthiness(left);
  if (op === Op.And && sure === false) return left;
  if (op === Op.Or && sure === true) return left;
  if (
    op === Op.Nullish &&
    !left.open &&
    left.labels.length === 0 &&
    left.atoms.length > 0 &&
    left.atoms.every((atom) => !(atom.tag === "const" && (atom.value === null || atom.value === undefined)))
  )
    return left;
  const before = f.state;
  const inner = before.fork();
  if (left.truth !== null && op !== Op.Nullish) inner.learn(op === Op.And ? left.truth.whenTrue : left.truth.whenFalse);
  f.state = inner;
  const right = evaluate(f, d[n + 4] as number);
  const after = f.state;
  if ((op === Op.And && sure === true) || (op === Op.Or && sure === false)) {
    f.state = after;
    return right;
  }
  const result = join(op === Op.And ? falsyPart(left) : truthyPart(settled(left, before.facts)), settled(right, after.facts));
  // `check || fail()`: where the right side never returns, only the left outcome goes on.
  if (after.dead) {
    f.state = before;
    if (left.truth !== null) before.learn(op === Op.And ? left.truth.whenFalse : left.truth.whenTrue);
    return left;
  }
  f.state = meet(before, after);
  const truth = op === Op.And ? andTruth(left.truth, right.truth) : op === Op.Or ? orTruth(left.truth, right.truth) : null;
  return { ...result, truth };
}

/** What `a && b` can be when it is a: constants that are false, and nothing that matters otherwise. */
function falsyPart(value: Value): Value {
  const atoms = value.atoms.filter((atom) => atom.tag === "const" && !atom.value);
  return {
    labels: [],
    atoms: atoms.length > 0 ? atoms : value.open || value.atoms.length > 0 || value.labels.length > 0 ? [constAtom(false)] : [],
    open: false,
    vid: 0,
    truth: null,
    form: null,
  };
}

function truthyPart(value: Value): Value {
  const atoms = value.atoms.filter((atom) => !(atom.tag === "const" && !atom.value));
  return atoms.length === value.atoms.length ? value : { ...value, atoms };
}

/** `test ? yes : no`; a settled test leaves one side. */
export function conditional(f: Frame, n: number): Value {
  const d = f.unit.data;
  const test = evaluate(f, d[n + 3] as number);
  const sure = truthiness(test);
  if (sure !== null) return evaluate(f, d[n + (sure ? 4 : 5)] as number);
  const before = f.state;
  const region = f.region;
  f.region = f.engine.region();
  f.state = before.fork();
  if (test.truth !== null) f.state.learn(test.truth.whenTrue);
  const yes = evaluate(f, d[n + 4] as number);
  const afterYes = f.state;
  f.state = before.fork();
  if (test.truth !== null) f.state.learn(test.truth.whenFalse);
  const no = evaluate(f, d[n + 5] as number);
  const afterNo = f.state;
  f.region = region;
  f.state = meet(afterYes, afterNo);
  if (afterYes.dead) return no;
  if (afterNo.dead) return yes;
  const whenTrue =
    yes.truth !== null && no.truth !== null
      ? { whenTrue: either(yes.truth.whenTrue, no.truth.whenTrue), whenFalse: either(yes.truth.whenFalse, no.truth.whenFalse) }
      : null;
  return { ...join(settled(yes, afterYes.facts), settled(no, afterNo.facts)), truth: whenTrue };
}
