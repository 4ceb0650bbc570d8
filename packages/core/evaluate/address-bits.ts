import type { Frame } from "./engine.ts";
import { both, type Facts, NO_FACTS, truth } from "./facts.ts";
import { proven } from "./guards.ts";
import { rangesIn } from "./private-ranges.ts";
import { isUntrusted, stringOf, type Truth, UNKNOWN, type Value } from "./value.ts";

/** Operators that take a number apart bit by bit, as a comparison of an address with a network does. */
const BITWISE = new Set(["&", "|", "^", "<<", ">>", ">>>", "//"]);
const MAX_OPERANDS = 8;

/** `(address ^ network) >>> bits`: a number, of which only the operands are remembered; null for other operators. */
export function bits(op: string, left: Value, right: Value): Value | null {
  if (!BITWISE.has(op) || !(carries(left) || carries(right))) return null;
  const inputs = [left, right].flatMap((side) => (side.form?.op === "bits" ? side.form.inputs : [side]));
  return { ...UNKNOWN, form: { op: "bits", inputs: inputs.slice(0, MAX_OPERANDS) } };
}

function carries(value: Value): boolean {
  return isUntrusted(value) || value.form?.op === "bits";
}

/** Such a number equals another: the address lies in the network; when it does not, it was compared with that range. */
export function networkTruth(f: Frame, subject: Value, other: Value): Truth | null {
  if (subject.form?.op !== "bits") return null;
  const operands = [...subject.form.inputs, ...(other.form?.op === "bits" ? other.form.inputs : [other])];
  let ranges = 0;
  for (const operand of operands) ranges |= rangesOf(operand);
  if (ranges === 0) return null;
  let facts: Facts = NO_FACTS;
  for (const operand of operands) if (isUntrusted(operand)) facts = both(facts, proven(f, operand, 0, [], null, ranges));
  return truth(NO_FACTS, facts);
}

/** Ranges that a number stands for, or that the text names from which it was computed. */
function rangesOf(operand: Value): number {
  const from = operand.form?.op === "derived" ? operand.form.inputs : [operand];
  let ranges = 0;
  for (const value of from) for (const atom of value.atoms) if (atom.tag === "const") ranges |= rangesIn(atom.value);
  return ranges;
}

/** What a function makes of the text of a network is a number nobody knows, but still that network. */
export function networkFrom(result: Value, args: readonly Value[]): Value {
  const [only] = args;
  if (only === undefined || args.length > 2 || !result.open || result.atoms.length > 0) return result;
  const text = stringOf(only);
  return text !== null && /^[0-9a-f.:]{3,}(?:\/\d+)?$/i.test(text) && rangesIn(text) !== 0
    ? { ...result, form: { op: "derived", inputs: [only] } }
    : result;
}
