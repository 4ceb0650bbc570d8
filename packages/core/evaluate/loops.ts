import { Op } from "../language/ir.ts";
import type { Frame, Jump } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { type Fact, type Facts, NO_FACTS, settled } from "./facts.ts";
import { newRound } from "./heap.ts";
import { unrolled } from "./iteration.ts";
import { meet } from "./state.ts";
import { execute, kill } from "./statements.ts";
import { truthiness, type Value } from "./value.ts";
import { assignTo } from "./variables.ts";

/** Abstract rounds of a loop: enough for data to pass from one variable to the next and round again. */
const ROUNDS = 2;

export function runLoop(f: Frame, n: number): void {
  const d = f.unit.data;
  const test = d[n + 3] as number;
  const testedFirst = d[n + 6] === 1;
  const region = f.region;
  f.region = f.engine.region();
  const target: Jump = { kind: "loop", label: labelAround(f), breaks: [], continues: [] };
  f.jumps.push(target);
  let exit = null as Frame["state"] | null;
  for (let round = 0; round < ROUNDS && !f.state.dead; round++) {
    if (test !== 0 && (testedFirst || round > 0)) {
      const value = evaluate(f, test);
      const sure = truthiness(value);
      const leave = f.state.fork();
      if (value.truth !== null) {
        leave.learn(value.truth.whenFalse);
        f.state.learn(value.truth.whenTrue);
      }
      if (sure !== true) exit = exit === null ? leave : meet(exit, leave);
      if (sure === false) break;
    }
    const before = f.state.fork();
    execute(f, d[n + 4] as number);
    for (const state of target.continues) f.state = meet(f.state, state);
    target.continues.length = 0;
    if (!f.state.dead && d[n + 5] !== 0) evaluate(f, d[n + 5] as number);
    if (!f.state.dead && testedFirst) f.state = meet(before, f.state);
  }
  f.jumps.pop();
  f.region = region;
  if (exit === null) {
    // No test was seen to fail: the loop ends by a break, or (abstract rounds) after its last one.
    if (test === 0) kill(f);
  } else f.state = test !== 0 && testedFirst ? meetAll(f, exit) : f.state;
  for (const state of target.breaks) f.state = meet(f.state, state);
}

/** After the last abstract round the test fails once more. */
function meetAll(f: Frame, exit: Frame["state"]): Frame["state"] {
  return f.state.dead ? exit : meet(exit, f.state);
}

export function runForEach(f: Frame, n: number): void {
  const d = f.unit.data;
  const bind = d[n + 4] as number;
  const iterable = evaluate(f, d[n + 3] as number);
  if (f.state.dead) return;
  const region = f.region;
  const target: Jump = { kind: "loop", label: labelAround(f), breaks: [], continues: [] };
  f.jumps.push(target);
  const known = unrolled(f, iterable, bindsKeys(f, bind));
  if (known !== null && simpleBind(f, bind) !== 0) runUnrolled(f, n, known, target);
  else {
    f.region = f.engine.region();
    for (let round = 0; round < ROUNDS && !f.state.dead; round++) {
      const before = f.state.fork();
      execute(f, bind);
      execute(f, d[n + 5] as number);
      for (const state of target.continues) f.state = meet(f.state, state);
      target.continues.length = 0;
      before.learn(ofAllElements(f.state.facts, iterable));
      f.state = meet(before, f.state);
    }
  }
  f.jumps.pop();
  f.region = region;
  if (d[n + 6] !== 0) execute(f, d[n + 6] as number);
  for (const state of target.breaks) f.state = meet(f.state, state);
}

/** What a round has found of the iterable itself holds when there was no element, too: nothing speaks against it. */
function ofAllElements(facts: Facts, iterable: Value): Facts {
  if (facts.size === 0 || iterable.vid === 0) return NO_FACTS;
  const out = new Map<number, Fact>();
  const visit = (value: Value, depth: number): void => {
    const known = facts.get(value.vid);
    if (known !== undefined) out.set(value.vid, known);
    if (depth < 10) for (const input of value.form?.inputs ?? []) visit(input, depth + 1);
  };
  visit(iterable, 0);
  return out;
}

/** One run of the body for each known element, in order. */
function runUnrolled(f: Frame, n: number, elements: readonly Value[], target: Jump): void {
  const d = f.unit.data;
  const bind = d[n + 4] as number;
  const outer = f.act;
  const rounds = f.unit.language !== "python";
  for (const element of elements) {
    if (f.state.dead) break;
    f.region = f.engine.region();
    // Functions made in the body keep the variables of their own round.
    if (rounds) f.act = newRound(outer);
    bindElement(f, bind, settled(element, f.state.facts));
    execute(f, d[n + 5] as number);
    for (const state of target.continues) f.state = meet(f.state, state);
    target.continues.length = 0;
  }
  f.act = outer;
}

/** The Assign of a bind statement whose value is directly the element or key, else 0. */
export function simpleBind(f: Frame, bind: number): number {
  const d = f.unit.data;
  const first = d[bind] === Op.Block ? ((d[bind + 3] as number) > 0 ? (d[bind + 4] as number) : 0) : bind;
  const assign = first !== 0 && d[first] === Op.Expr ? (d[first + 3] as number) : first;
  if (assign === 0 || d[assign] !== Op.Assign) return 0;
  const value = d[assign + 4] as number;
  return d[value] === Op.IterElem || d[value] === Op.IterKey ? assign : 0;
}

function bindsKeys(f: Frame, bind: number): boolean {
  const assign = simpleBind(f, bind);
  return assign !== 0 && f.unit.data[f.unit.data[assign + 4] as number] === Op.IterKey;
}

export function bindElement(f: Frame, bind: number, element: Value): void {
  const d = f.unit.data;
  const assign = simpleBind(f, bind);
  assignTo(f, d[assign + 3] as number, element, assign);
  if (d[bind] === Op.Block) for (let i = 1; i < (d[bind + 3] as number); i++) execute(f, d[bind + 4 + i] as number);
}

function labelAround(f: Frame): number {
  const last = f.jumps.at(-1);
  return last?.kind === "label" ? last.label : -1;
}
