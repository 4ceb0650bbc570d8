import { callValue } from "../evaluate/calls.ts";
import type { Engine } from "../evaluate/engine.ts";
import { atomValue, UNKNOWN } from "../evaluate/value.ts";
import { FUNC } from "../language/ir.ts";
import { funcNode, params } from "../language/read.ts";
import { outerFrame } from "../surface/entries.ts";

/** Calls functions of a module that nothing has called: exported starters, handlers wired up by configuration. */
export function callUnreached(engine: Engine, order: readonly number[]): void {
  for (const unit of order) {
    const source = engine.unit(unit);
    const module = engine.modules[unit];
    if (module === undefined) continue;
    for (let fn = 1; fn < source.functions.length; fn++) {
      const node = funcNode(source, fn);
      if (source.data[node + FUNC.parent] !== 0 || source.data[node + FUNC.cls] !== -1 || engine.evaluated.has(`${unit}.${fn}`)) continue;
      engine.entry = -1;
      engine.beginModule();
      const key = `f${unit}.${fn}@${module.activation.id}`;
      const closure = atomValue({ tag: "closure", key, unit, fn, env: module.activation, self: null, bound: null, home: null });
      const unknown = [...params(source, fn)].map(() => UNKNOWN);
      callValue(outerFrame(engine, unit), closure, null, unknown, null, node);
    }
  }
}
