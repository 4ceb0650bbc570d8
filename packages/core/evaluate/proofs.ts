import { CLEANED_BY, PROOF_BIT, PROOFS, type Proof, type SinkKind } from "../define/kinds.ts";

export const PROOF = PROOF_BIT;

/** Every proof: the value equals one that the program itself fixes. */
export const ALL_PROOFS = PROOFS.reduce((mask, proof) => mask | PROOF_BIT[proof], 0);

export function mask(proofs: readonly Proof[]): number {
  let out = 0;
  for (const proof of proofs) out |= PROOF_BIT[proof];
  return out;
}

const CLEAN_ALWAYS = [PROOF["constant-set"], PROOF.numeric];
const alternatives = new Map<SinkKind, readonly number[]>(
  Object.entries(CLEANED_BY).map(([kind, sets]) => [
    kind as SinkKind,
    [...(kind === "allocation" ? [PROOF["constant-set"]] : CLEAN_ALWAYS), ...sets.map(mask)],
  ]),
);

/** Whether these proofs make data harmless for a sink. */
export function cleans(proofs: number, kind: SinkKind): boolean {
  for (const alternative of alternatives.get(kind) ?? CLEAN_ALWAYS) if ((proofs & alternative) === alternative) return true;
  return false;
}
