import { fail, ok, type Result } from "../problem.ts";

/** A logistic regression over hashed features. */
export interface TextModel {
  /** Power of two. */
  readonly buckets: number;
  readonly bias: number;
  /** One weight per bucket. */
  readonly weights: Float32Array;
  /** What it was trained on, for people. */
  readonly trained: string;
}

/** A feature and how much of it there is. */
export type Feature = readonly [name: string, value: number];

type FileKey = "format" | "buckets" | "bias" | "scale" | "weights" | "trained";

const FORMAT = "mcp-assay text model 1";
const MOST_BUCKETS = 1 << 20;

/** Reads the content of a model file (parsed JSON): `{ format, trained, buckets, bias, scale, weights: [bucket, weight × scale, …] }`. */
export function parseTextModel(data: unknown): Result<TextModel> {
  const bad = (what: string) => fail<TextModel>("CONFIG_INVALID", `text model: ${what}`, { hint: "train it again" });
  if (typeof data !== "object" || data === null) return bad("not an object");
  const { format, buckets, bias, scale, weights: pairs, trained } = data as Readonly<Partial<Record<FileKey, unknown>>>;
  if (format !== FORMAT) return bad(`format is not "${FORMAT}"`);
  if (typeof buckets !== "number" || !Number.isInteger(Math.log2(buckets)) || buckets < 2 || buckets > MOST_BUCKETS)
    return bad("buckets is not a power of two");
  if (typeof bias !== "number" || !Number.isFinite(bias)) return bad("bias is not a number");
  if (typeof scale !== "number" || !(scale > 0)) return bad("scale is not positive");
  if (!Array.isArray(pairs) || pairs.length % 2 !== 0) return bad("weights is not a list of pairs");
  const weights = new Float32Array(buckets);
  for (let i = 0; i < pairs.length; i += 2) {
    const [bucket, weight] = [pairs[i] as unknown, pairs[i + 1] as unknown];
    if (typeof bucket !== "number" || !Number.isInteger(bucket) || bucket < 0 || bucket >= buckets)
      return bad(`no bucket ${String(bucket)}`);
    if (typeof weight !== "number" || !Number.isFinite(weight)) return bad(`weight of bucket ${bucket} is not a number`);
    weights[bucket] = weight / scale;
  }
  return ok({ buckets, bias, weights, trained: typeof trained === "string" ? trained : "" });
}

/** The content of a model file; weights of less than half a unit of `scale` are left out. */
export function textModelFile(model: TextModel, scale: number): Readonly<Record<string, unknown>> {
  const pairs: number[] = [];
  model.weights.forEach((weight, bucket) => {
    const whole = Math.round(weight * scale);
    if (whole !== 0) pairs.push(bucket, whole);
  });
  return {
    format: FORMAT,
    trained: model.trained,
    buckets: model.buckets,
    bias: Math.round(model.bias * 1e6) / 1e6,
    scale,
    weights: pairs,
  };
}

/** Probability in 0..1 that a text with these features is an instruction to the model. */
export function probability(model: TextModel, features: readonly Feature[]): number {
  let sum = model.bias;
  for (const [name, value] of features) sum += (model.weights[bucketOf(name, model.buckets)] as number) * value;
  return 1 / (1 + Math.exp(-sum));
}

/** FNV-1a over UTF-16 units, 32 bits, with a final mix: the low bits alone are too regular for short names. */
export function bucketOf(name: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash ^= name.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 0) & (buckets - 1);
}
