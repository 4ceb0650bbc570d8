import type { Unit } from "../language/ir.ts";
import type { Hit } from "../rules/hit.ts";
import type { Surface } from "../surface/surface.ts";
import type { Flow, Operation } from "../taint/flow.ts";

/** What a finished analysis leaves to judges. Findings are not enough: judges look at harmless flows too. */
export interface Analysed {
  /** Of the target. */
  readonly name: string;
  /** With capabilities filled in. */
  readonly surface: Surface;
  readonly flows: readonly Flow[];
  readonly operations: readonly Operation[];
  readonly units: readonly Unit[];
  /** What the rules found; what they say about secrets is masked before a judge sees anything. */
  readonly hits: readonly Hit[];
  /** Text of a file of the snapshot; null if it has none. */
  readonly textOf: (path: string) => string | null;
}
