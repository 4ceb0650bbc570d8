import { DECL_WIDTH, DeclFlag, Op } from "../language/ir.ts";
import { text } from "../language/read.ts";
import { annotatedValue } from "./annotations.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { settled } from "./facts.ts";
import type { Activation } from "./heap.ts";
import { assignGlobal, importedValue } from "./modules.ts";
import { writeIndex, writeProperty } from "./properties.ts";
import { join, stepped, UNKNOWN, type Value } from "./value.ts";

const SHARED = DeclFlag.captured | DeclFlag.module;

export function readVariable(f: Frame, decl: number): Value {
  const flags = f.unit.decls[decl * DECL_WIDTH + 2] as number;
  if ((flags & SHARED) === 0)
    return f.state.variable(decl) ?? ((flags & DeclFlag.import) !== 0 ? importedValue(f.engine, f.unitIndex, decl) : UNKNOWN);
  const act = activationOf(f, decl);
  if (act === null) return UNKNOWN;
  const value = act.cells.get(decl);
  // A name that is imported in one branch and assigned in another may be either.
  if (value !== undefined) return (flags & DeclFlag.import) === 0 || act.imported.has(decl) ? value : withImport(f, act, decl, value);
  if ((flags & DeclFlag.import) !== 0) {
    act.imported.add(decl);
    const imported = importedValue(f.engine, act.unit, decl);
    act.cells.set(decl, imported);
    return imported;
  }
  return UNKNOWN;
}

function withImport(f: Frame, act: Activation, decl: number, value: Value): Value {
  act.imported.add(decl);
  const both = join(importedValue(f.engine, act.unit, decl), value);
  act.cells.set(decl, both);
  return both;
}

/** Where a shared variable lives: its function's activation, or the round of a loop that declared it. */
function activationOf(f: Frame, decl: number): Activation | null {
  const owner = f.unit.decls[decl * DECL_WIDTH + 1] as number;
  const perRound = ((f.unit.decls[decl * DECL_WIDTH + 2] as number) & DeclFlag.perRound) !== 0;
  let innermost: Activation | null = null;
  for (let act: Activation | null = f.act; act !== null; act = act.parent) {
    if (act.fn !== owner || act.unit !== f.unitIndex) continue;
    if (act.round ? perRound && act.cells.has(decl) : !perRound || innermost === null || act.cells.has(decl)) return act;
    if (act.round && perRound) innermost ??= act;
    if (!act.round) break;
  }
  return innermost;
}

export function writeVariable(f: Frame, decl: number, value: Value): void {
  const flags = f.unit.decls[decl * DECL_WIDTH + 2] as number;
  const annotation = f.unit.decls[decl * DECL_WIDTH + 3] as number;
  const typed = annotation === 0 ? value : annotatedValue(f, value, annotation);
  if ((flags & SHARED) === 0) {
    f.state.setVariable(decl, typed);
    return;
  }
  const act = activationOf(f, decl);
  if (act === null) return;
  const old = act.cells.get(decl);
  const strong = old === undefined || (act === f.act && f.region === f.topRegion) || (flags & DeclFlag.constant) !== 0;
  const next = strong ? typed : join(settled(old, f.state.facts), settled(typed, f.state.facts));
  if (next !== old) {
    act.cells.set(decl, next);
    if (act.fn === 0 && f.engine.entry >= 0 && typed.labels.length > 0 && (old === undefined || next.labels !== old.labels))
      f.engine.sharedTaint++;
  }
}

/** Assigns to a Ref, Global, Member or Index target. */
export function assignTo(f: Frame, target: number, value: Value, node: number): void {
  const d = f.unit.data;
  switch (d[target]) {
    case Op.Ref: {
      const decl = d[target + 3] as number;
      writeVariable(f, decl, stepped(value, "assign", text(f.unit, f.unit.decls[decl * DECL_WIDTH] as number), f.unitIndex, node));
      return;
    }
    case Op.Member: {
      const object = evaluate(f, d[target + 3] as number);
      const name = text(f.unit, d[target + 4] as number);
      writeProperty(f, object, name, stepped(value, "field", name, f.unitIndex, node), target);
      return;
    }
    case Op.Index:
      writeIndex(f, evaluate(f, d[target + 3] as number), evaluate(f, d[target + 4] as number), value, target);
      return;
    case Op.Global:
      assignGlobal(f, text(f.unit, d[target + 3] as number), value);
      return;
    default:
      evaluate(f, target);
  }
}
