import { dataIn } from "./calls.ts";
import type { Frame } from "./engine.ts";
import type { HeapObject } from "./heap.ts";
import type { Value } from "./value.ts";

/** A handler left data in an object that other entry points and the background see: they are evaluated once more. */
export function noteShared(f: Frame, object: HeapObject, value: Value): void {
  if (!object.shared || f.engine.entry < 0) return;
  if (value.labels.length > 0) f.engine.sharedTaint++;
  else if (value.atoms.length > 0 && dataIn(value, 2).length > 0) f.engine.sharedObjects++;
}
