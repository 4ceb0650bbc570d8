import { findingsIn } from "./scan.ts";
import type { Files, Transformation } from "./transformation.ts";
import type { Twin } from "./twins.ts";

/** One side of a twin, changed by one transformation or as it was written. */
export interface Case {
  readonly twin: Twin;
  readonly side: "vulnerable" | "safe";
  /** Name of the transformation; null is the server as written. */
  readonly change: string | null;
  readonly files: Files;
}

/** Chooses about `share` (0 to 1) of everything, always the same for one seed. */
export type Choice = (name: string) => boolean;

export function choiceOf(share: number, seed: number): Choice {
  return (name) => {
    // FNV-1a: all that is asked of it is that names far and near fall apart.
    let hash = (seed ^ 0x811c9dc5) >>> 0;
    for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
    return hash / 2 ** 32 < share;
  };
}

/** The chosen cases: both sides of each twin, as written and under every transformation that changes it. */
export async function casesOf(twins: readonly Twin[], transformations: readonly Transformation[], chosen: Choice): Promise<Case[]> {
  const cases: Case[] = [];
  for (const twin of twins) {
    for (const side of ["vulnerable", "safe"] as const) {
      cases.push({ twin, side, change: null, files: twin[side] });
      for (const { name, apply } of transformations) {
        const files = chosen(`${twin.name}|${side}|${name}`) ? await apply(twin[side]) : null;
        if (files !== null) cases.push({ twin, side, change: name, files });
      }
    }
  }
  return cases;
}

/** Whether the scanner still tells the side: something found in the vulnerable server, nothing in the safe one. */
export async function isTold({ twin, side, files }: Case): Promise<boolean> {
  const findings = await findingsIn(files, twin.rules);
  return findings.length > 0 === (side === "vulnerable");
}

/** Groups in the order of their first members. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
