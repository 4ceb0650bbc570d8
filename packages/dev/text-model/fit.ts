import { featuresOf, type Window } from "@mcp-assay/core/metadata/features";
import { bucketOf, type TextModel } from "@mcp-assay/core/metadata/model";
import { windowsOf } from "@mcp-assay/core/metadata/windows";
import type { Sample } from "./corpus.ts";

export const BUCKETS = 1 << 17;
const ROUNDS = 3;
const EPOCHS = 12;
/** The weights are the mean of those after each of the last epochs (Polyak and Juditsky 1992): the last examples weigh no more than others. */
const AVERAGED = 8;
const RATE = 0.25;
/** Strength of the penalty on weights, shared among the windows that hold a feature: what was seen seldom is trusted little. */
const PENALTY = 6;
/** Windows of harmless texts outnumber the others by far; an order that is missed costs this much more than a false alarm. */
const POSITIVE_WEIGHT = 3;
/**
 * Taken off the log-odds at the end, so that 0.5 is where one in a hundred descriptions of real servers is flagged whose source was left out
 * of training: a false alarm about an honest server costs more than an order that is missed.
 */
const MARGIN = 1.65;
const SEED = 20260601;

/** A window as numbers. */
interface Vector {
  readonly buckets: Int32Array;
  readonly values: Float32Array;
  /** Number of figures it makes: the first guess at which window holds the order. */
  readonly figures: number;
}

/** A sample as the vectors of its windows. */
export interface Bag {
  readonly sample: Sample;
  readonly vectors: readonly Vector[];
}

/** Reads samples once; training and leaving out work on the bags. */
export function bagsOf(samples: readonly Sample[]): Bag[] {
  return samples.map((sample) => ({ sample, vectors: windowsOf(sample.text).map(vector) }));
}

/**
 * Logistic regression by stochastic gradient descent (AdaGrad) over windows. Which window of a poisoned text holds the order is not
 * labelled: first it is taken to be
 * the one with the most figures, then, round by round, the one that the model of the round before finds most telling.
 */
export function fit(bags: readonly Bag[], trained: string): TextModel {
  let weights: Float32Array = new Float32Array(BUCKETS);
  let bias = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const examples = bags.flatMap((bag) => examplesOf(bag, round === 0 ? null : { weights, bias }));
    ({ weights, bias } = descend(examples));
  }
  return { buckets: BUCKETS, bias: bias - MARGIN, weights, trained };
}

/** Score of a text: that of its best window. */
export function scoreOf(model: Pick<TextModel, "weights" | "bias">, bag: Bag): number {
  return Math.max(0, ...bag.vectors.map((one) => sigmoid(sum(model, one))));
}

interface Example {
  readonly vector: Vector;
  readonly target: 0 | 1;
}

function examplesOf(bag: Bag, model: Pick<TextModel, "weights" | "bias"> | null): Example[] {
  if (!bag.sample.poisoned) return bag.vectors.map((one) => ({ vector: one, target: 0 }));
  const scores = bag.vectors.map((one) => (model === null ? one.figures : sum(model, one)));
  const best = Math.max(...scores);
  return bag.vectors.filter((_, i) => scores[i] === best).map((one) => ({ vector: one, target: 1 }));
}

function descend(examples: readonly Example[]): { weights: Float32Array; bias: number } {
  const weights = new Float32Array(BUCKETS);
  const squares = new Float32Array(BUCKETS).fill(1e-2);
  let bias = 0;
  const mean = new Float64Array(BUCKETS);
  let meanBias = 0;
  const counts = new Int32Array(BUCKETS);
  for (const { vector: one } of examples) for (const bucket of one.buckets) counts[bucket] = (counts[bucket] as number) + 1;
  const random = generator(SEED);
  const order = examples.map((_, i) => i);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const { vector: one, target } = examples[at] as Example;
      const slope = (sigmoid(sum({ weights, bias }, one)) - target) * (target === 1 ? POSITIVE_WEIGHT : 1);
      bias -= 0.05 * slope;
      for (let i = 0; i < one.buckets.length; i++) {
        const bucket = one.buckets[i] as number;
        const gradient = slope * (one.values[i] as number) + (PENALTY / (counts[bucket] as number)) * (weights[bucket] as number);
        squares[bucket] = (squares[bucket] as number) + gradient * gradient;
        weights[bucket] = (weights[bucket] as number) - (RATE * gradient) / Math.sqrt(squares[bucket] as number);
      }
    }
    if (epoch < EPOCHS - AVERAGED) continue;
    for (let i = 0; i < BUCKETS; i++) mean[i] = (mean[i] as number) + (weights[i] as number) / AVERAGED;
    meanBias += bias / AVERAGED;
  }
  return { weights: Float32Array.from(mean), bias: meanBias };
}

function sum(model: Pick<TextModel, "weights" | "bias">, one: Vector): number {
  let total = model.bias;
  for (let i = 0; i < one.buckets.length; i++) total += (model.weights[one.buckets[i] as number] as number) * (one.values[i] as number);
  return total;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function vector(window: Window): Vector {
  const features = featuresOf(window);
  return {
    buckets: Int32Array.from(features.map(([name]) => bucketOf(name, BUCKETS))),
    values: Float32Array.from(features.map(([, value]) => value)),
    figures: new Set(window.signals.map((signal) => signal.kind)).size,
  };
}

/** Linear congruential generator (Numerical Recipes): the same order on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}
