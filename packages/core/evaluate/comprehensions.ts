import { Op } from "../language/ir.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { settled } from "./facts.ts";
import { appendElement, type HeapObject, newObject, setField } from "./heap.ts";
import { iterElement, unrolled } from "./iteration.ts";
import { bindElement, simpleBind } from "./loops.ts";
import { execute } from "./statements.ts";
import { atomValue, join, NOTHING, stringOf, truthiness, type Value } from "./value.ts";

/** Form of a comprehension of conditions, which `any` and `all` read: the element that stands for all others (or nothing), then what each says. */
export const TESTS = "tests";

/** Array.form of the element of a dict comprehension. */
const PAIR = 3;

/** `[f(x) for x in xs if x]`: once for each element that is known, else once for all of them. */
export function comprehension(f: Frame, n: number): Value {
  const d = f.unit.data;
  const bind = d[n + 4] as number;
  const inner = d[n + 6] as number;
  const iterable = evaluate(f, d[n + 3] as number);
  const keyed = d[inner] === Op.Array && d[inner + 3] === PAIR;
  const out = f.engine.allocate(f.act, `c${n}`, () => newObject(keyed ? "object" : "array", f.unitIndex, n, f.region));
  out.fields.clear();
  out.length = 0;
  const known = simpleBind(f, bind) === 0 ? null : unrolled(f, iterable, false);
  const before = f.state;
  const region = f.region;
  const tests: Value[] = [];
  if (known !== null)
    for (const element of known) {
      f.state = before.fork();
      f.region = f.engine.region();
      bindElement(f, bind, settled(element, f.state.facts));
      addElement(f, out, n, true, tests);
    }
  else {
    f.state = before.fork();
    execute(f, bind);
    addElement(f, out, n, false, tests);
  }
  f.state = before;
  f.region = region;
  if (out.rest !== NOTHING) out.length = -1;
  const list = atomValue(out, iterable.open);
  if (!tests.some((test) => test.truth !== null)) return list;
  return { ...list, form: { op: TESTS, inputs: [known === null ? iterElement(f, iterable, n) : NOTHING, ...tests] } };
}

/** Evaluates condition and element for what the target is bound to; what the element says as a condition goes to `tests`. */
function addElement(f: Frame, out: HeapObject, n: number, alone: boolean, tests: Value[]): void {
  const d = f.unit.data;
  const inner = d[n + 6] as number;
  let sure = alone;
  if ((d[n + 5] as number) !== 0) {
    const condition = evaluate(f, d[n + 5] as number);
    const holds = truthiness(condition);
    if (holds === false) return;
    sure &&= holds === true;
    if (condition.truth !== null) f.state.learn(condition.truth.whenTrue);
  }
  if (out.shape === "object") {
    addPair(f, out, evaluate(f, d[inner + 5] as number), evaluate(f, d[inner + 6] as number));
    return;
  }
  // A further `for` of the same comprehension gives its elements, not a list of lists.
  const element = d[inner] === Op.Spread ? iterElement(f, evaluate(f, d[inner + 3] as number), inner) : evaluate(f, inner);
  appendElement(out, settled(element, f.state.facts), sure && d[inner] !== Op.Spread);
  tests.push(element);
}

function addPair(f: Frame, out: HeapObject, key: Value, value: Value): void {
  const name = stringOf(key);
  const item = settled(value, f.state.facts);
  if (name === null) out.rest = join(out.rest, item);
  else setField(out, name, item, true);
}
