import { createHash } from "node:crypto";
import type { AnswerCache, ModelPorts } from "../model/ports.ts";

/** Ports whose randomness counts upwards and whose pauses are noted and not made. */
export function modelPorts(more: Partial<ModelPorts> = {}): ModelPorts & { readonly pauses: number[] } {
  let drawn = 0;
  const pauses: number[] = [];
  return {
    pauses,
    fetch,
    signal: new AbortController().signal,
    sleep: async (ms) => void pauses.push(ms),
    randomHex: (bytes) => (++drawn).toString(16).padStart(2 * bytes, "a"),
    random: () => 0.5,
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    cache: null,
    ...more,
  };
}

export function memoryCache(): AnswerCache & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, read: async (key) => kept.get(key) ?? null, write: async (key, answer) => void kept.set(key, answer) };
}
