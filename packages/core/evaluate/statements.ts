import { Op } from "../language/ir.ts";
import { funcDecorators, list } from "../language/read.ts";
import { decoratedClass } from "./classes.ts";
import { decorate } from "./decorators.ts";
import type { Frame, Jump } from "./engine.ts";
import { closureOf, evaluate } from "./expressions.ts";
import { equalityTruth, settingTruth } from "./guards.ts";
import { runForEach, runLoop } from "./loops.ts";
import { meet, State } from "./state.ts";
import { atomValue, constantsOf, truthiness, UNDEFINED, type Value } from "./value.ts";
import { writeVariable } from "./variables.ts";

/** Runs one statement; does nothing where execution cannot get to. */
// budget: one case for each member of a closed set; the cases are calls
export function execute(f: Frame, n: number): void {
  if (n === 0 || f.state.dead || f.engine.exhausted()) return;
  const d = f.unit.data;
  const a = d[n + 3] as number;
  switch (d[n]) {
    case Op.Block:
      for (let i = 0; i < a; i++) {
        execute(f, d[n + 4 + i] as number);
        if (f.state.dead) return;
      }
      return;
    case Op.Expr:
      evaluate(f, a);
      return;
    case Op.Return: {
      const value = a === 0 ? UNDEFINED : evaluate(f, a);
      if (!f.state.dead) f.returns.push({ value, state: f.state });
      kill(f);
      return;
    }
    case Op.Throw:
      if (a !== 0) evaluate(f, a);
      f.handlers.at(-1)?.push(f.state);
      kill(f);
      return;
    case Op.If:
      branch(f, n);
      return;
    case Op.Loop:
      runLoop(f, n);
      return;
    case Op.ForEach:
      runForEach(f, n);
      return;
    case Op.Try:
      attempt(f, n);
      return;
    case Op.Switch:
      runSwitch(f, n);
      return;
    case Op.Break:
    case Op.Continue:
      jump(f, d[n] === Op.Break, a);
      return;
    case Op.FuncDecl:
      writeVariable(f, d[n + 4] as number, decorate(f, atomValue(closureOf(f, a)), funcDecorators(f.unit, a)));
      return;
    case Op.ClassDecl:
      writeVariable(f, d[n + 4] as number, decoratedClass(f, a));
      return;
    case Op.Labeled:
      labeled(f, a, d[n + 4] as number);
      return;
    default:
      evaluate(f, n);
  }
}

export function kill(f: Frame): void {
  const dead = new State();
  dead.dead = true;
  f.state = dead;
}

function branch(f: Frame, n: number): void {
  const d = f.unit.data;
  const tested = evaluate(f, d[n + 3] as number);
  if (f.state.dead) return;
  const test = tested.truth === null ? { ...tested, truth: settingTruth(tested) } : tested;
  const sure = truthiness(test);
  if (sure !== null) {
    if (test.truth !== null) f.state.learn(sure ? test.truth.whenTrue : test.truth.whenFalse);
    execute(f, d[n + (sure ? 4 : 5)] as number);
    return;
  }
  const before = f.state;
  const region = f.region;
  f.state = before.fork();
  f.region = f.engine.region();
  if (test.truth !== null) f.state.learn(test.truth.whenTrue);
  execute(f, d[n + 4] as number);
  const yes = f.state;
  f.state = before;
  // When the first branch leaves, what follows is straight line again.
  f.region = yes.dead && d[n + 5] === 0 ? region : f.engine.region();
  if (test.truth !== null) f.state.learn(test.truth.whenFalse);
  execute(f, d[n + 5] as number);
  f.state = meet(yes, f.state);
  f.region = region;
}

/**
 * try/catch/else/finally. A catch clause may start from any point of the block, so it starts with
 * what was known before it; facts learnt in the block hold only where the block has run to its end.
 */
function attempt(f: Frame, n: number): void {
  const d = f.unit.data;
  const before = f.state.fork();
  const thrown: State[] = [];
  const region = f.region;
  f.handlers.push(thrown);
  execute(f, d[n + 3] as number);
  f.handlers.pop();
  if (d[n + 5] !== 0) execute(f, d[n + 5] as number);
  let after = f.state;
  let start = before;
  for (const state of [...thrown, after]) if (!state.dead) start = meet(start, weakened(state, before));
  for (const clause of list(f.unit, n + 6)) {
    f.state = start.fork();
    f.region = f.engine.region();
    const decl = d[clause + 3] as number;
    if ((d[clause + 4] as number) !== 0) evaluate(f, d[clause + 4] as number);
    if (decl >= 0) writeVariable(f, decl, errorValue(f, clause));
    execute(f, d[clause + 5] as number);
    after = meet(after, f.state);
  }
  f.state = after;
  f.region = region;
  if (d[n + 4] !== 0) {
    const wasDead = f.state.dead;
    if (wasDead) f.state = start.fork();
    execute(f, d[n + 4] as number);
    if (wasDead) kill(f);
  }
}

/** Variables as they may have become, facts as they were before. */
function weakened(state: State, before: State): State {
  return state.withFacts(before.facts);
}

function errorValue(f: Frame, node: number): Value {
  const origin = f.engine.sourceOrigin("error-detail", "error", f.unitIndex, node);
  return {
    labels: [{ origin, proofs: 0, trail: null, seen: [], partial: false }],
    atoms: [],
    open: true,
    vid: f.engine.nodeVid(f.context, f.unitIndex, node),
    truth: null,
    form: null,
  };
}

function runSwitch(f: Frame, n: number): void {
  const d = f.unit.data;
  const subject = evaluate(f, d[n + 3] as number);
  const fallsThrough = d[n + 4] === 1;
  const cases = list(f.unit, n + 5);
  const known = constantsOf(subject);
  const jumpTarget: Jump = { kind: "switch", label: -1, breaks: [], continues: [] };
  if (fallsThrough) f.jumps.push(jumpTarget);
  const region = f.region;
  let rest: State | null = f.state.fork();
  let falling: State | null = null;
  let defaultAt = -1;
  let after: State | null = null;
  const finish = (state: State): void => {
    after = after === null ? state : meet(after, state);
  };
  for (let i = 0; i < cases.length; i++) {
    const item = cases[i] as number;
    const tests = list(f.unit, item + 3);
    const body = d[item + 4 + tests.length] as number;
    let entry: State | null = null;
    if (tests.length === 0) {
      defaultAt = i;
      if (fallsThrough && i < cases.length - 1) entry = rest === null ? null : rest.fork();
      else entry = rest;
    } else if (rest !== null) {
      const matched = matchCase(f, subject, known, tests, rest);
      entry = matched.entry;
      if (matched.certain) rest = null;
    }
    if (entry === null && falling === null) continue;
    f.region = f.engine.region();
    f.state = entry === null ? (falling as State) : falling === null ? entry : meet(entry, falling);
    execute(f, body);
    if (fallsThrough) falling = f.state.dead ? null : f.state;
    else finish(f.state);
    if (tests.length === 0 && !fallsThrough) rest = null;
  }
  if (fallsThrough) f.jumps.pop();
  if (falling !== null) finish(falling);
  if (rest !== null && defaultAt < 0) finish(rest);
  for (const state of jumpTarget.breaks) finish(state);
  if (after === null) kill(f);
  else f.state = after;
  f.region = region;
}

function matchCase(
  f: Frame,
  subject: Value,
  known: ReturnType<typeof constantsOf>,
  tests: Int32Array,
  rest: State,
): { entry: State | null; certain: boolean } {
  f.state = rest;
  let entry: State | null = null;
  for (const test of tests) {
    const value = evaluate(f, test);
    const wanted = constantsOf(value);
    if (known !== null && wanted !== null && !wanted.some((item) => known.includes(item))) continue;
    const state = f.state.fork();
    const truth = equalityTruth(f, subject, value, test);
    if (truth !== null) state.learn(truth.whenTrue);
    // switch (true) { case check(x): … } learns from the case itself.
    if (known?.length === 1 && known[0] === true && value.truth !== null) {
      state.learn(value.truth.whenTrue);
      f.state.learn(value.truth.whenFalse);
    }
    entry = entry === null ? state : meet(entry, state);
    if (known?.length === 1 && wanted?.length === 1) return { entry, certain: true };
  }
  return { entry, certain: false };
}

function jump(f: Frame, isBreak: boolean, label: number): void {
  for (let i = f.jumps.length - 1; i >= 0; i--) {
    const target = f.jumps[i] as Jump;
    const fits = label < 0 ? target.kind === "loop" || (isBreak && target.kind === "switch") : target.label === label;
    if (!fits) continue;
    (isBreak ? target.breaks : target.continues).push(f.state);
    break;
  }
  kill(f);
}

function labeled(f: Frame, label: number, statement: number): void {
  const target: Jump = { kind: "label", label, breaks: [], continues: [] };
  f.jumps.push(target);
  execute(f, statement);
  f.jumps.pop();
  for (const state of [...target.breaks, ...target.continues]) f.state = meet(f.state, state);
}
