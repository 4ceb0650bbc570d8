import { callValue } from "../evaluate/calls.ts";
import type { Engine } from "../evaluate/engine.ts";
import { atomValue } from "../evaluate/value.ts";
import { outerFrame } from "../surface/entries.ts";

/**
 * Functions that the program has started and that go on while it serves: timers, threads, workers of a queue. They are evaluated
 * again with what handlers have left in objects that both see.
 */
export function runBackground(engine: Engine, entry: number): void {
  engine.entry = entry;
  for (const { closure, args, unit, node } of engine.background.values()) {
    engine.beginEntry(engine.background.size);
    callValue(outerFrame(engine, unit), atomValue(closure), null, args, null, node);
  }
}
