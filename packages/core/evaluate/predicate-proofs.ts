import { callValue } from "./calls.ts";
import { parameterOrigin } from "./context.ts";
import type { Frame } from "./engine.ts";
import { settled } from "./facts.ts";
import type { Value } from "./value.ts";

/** What a function proves of its argument when it answers yes (`refine`), as proof bits. */
export function predicateProofs(f: Frame, predicate: Value, node: number): number {
  const datum = anyDatum(f);
  const answer = callValue(f, predicate, null, [datum], null, node);
  return answer.truth?.whenTrue.get(datum.vid)?.proofs ?? 0;
}

/** What holds for the data in the result of a function (`transform`), as proof bits. */
export function transformProofs(f: Frame, transform: Value, node: number): number {
  const { labels } = settled(callValue(f, transform, null, [anyDatum(f)], null, node), f.state.facts);
  return labels.length === 0 ? 0 : labels.reduce((proofs, label) => proofs & label.proofs, -1);
}

/** Data that nothing is known of. Its origin is a parameter without callers, so no flow begins there. */
export function anyDatum(f: Frame): Value {
  const origin = parameterOrigin(f.context, 0, "tool-input", null, false);
  return {
    labels: [{ origin, proofs: 0, trail: null, seen: [], partial: false }],
    atoms: [],
    open: true,
    vid: f.engine.newVid(),
    truth: null,
    form: null,
  };
}
