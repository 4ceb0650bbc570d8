import type { Dimensions } from "../define/rule.ts";

/** One step of a dimension's scale: the value a rule gives and what it stands for. */
export interface Step {
  readonly value: number;
  readonly means: string;
}

/**
 * The scale of each dimension. A rule may choose a value between two steps; reports name the nearest
 * step, the higher one at the middle.
 */
export const SCALES: Readonly<Record<keyof Dimensions, readonly Step[]>> = {
  scope: [
    { value: 0, means: "stays inside one answer of the server" },
    { value: 0.25, means: "reaches data of the same session" },
    { value: 0.5, means: "reaches files or data of the user" },
    { value: 0.75, means: "reaches other systems or accounts" },
    { value: 1, means: "reaches the whole machine or everything its credentials open" },
  ],
  exploitability: [
    { value: 0, means: "needs a change of the program itself" },
    { value: 0.25, means: "needs an unusual configuration or another weakness first" },
    { value: 0.5, means: "reachable behind a check that can be passed" },
    { value: 0.75, means: "reachable from a tool argument with some effort" },
    { value: 1, means: "reachable from a tool argument with no check in between" },
  ],
  impact: [
    { value: 0, means: "nothing is lost" },
    { value: 0.25, means: "facts that help a later attack become known" },
    { value: 0.5, means: "some private data or availability is lost" },
    { value: 0.75, means: "private data, money or integrity of data is lost" },
    { value: 1, means: "full control is lost" },
  ],
  detection: [
    { value: 0, means: "noticed at once" },
    { value: 0.5, means: "noticed by somebody who reads the logs" },
    { value: 1, means: "leaves no trace that a user or operator would see" },
  ],
  amplification: [
    { value: 0, means: "only a deliberate caller can trigger it" },
    { value: 0.5, means: "a model may be led into it by what the user asks" },
    { value: 1, means: "content that a model reads can steer it into this" },
  ],
};

/** For each dimension its value and the meaning of the nearest step, in the order of the scale table. */
export function explainDimensions(
  dimensions: Dimensions,
): readonly { readonly dimension: string; readonly value: number; readonly means: string }[] {
  return Object.entries(SCALES).map(([name, steps]) => {
    const value = dimensions[name as keyof Dimensions];
    const nearest = steps.reduce((best, step) => (Math.abs(step.value - value) <= Math.abs(best.value - value) ? step : best));
    return { dimension: name, value, means: nearest.means };
  });
}
