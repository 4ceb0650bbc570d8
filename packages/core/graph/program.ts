import type { InventoryView } from "../inventory/inventory.ts";
import type { Unit } from "../language/ir.ts";
import { Op } from "../language/ir.ts";
import { text } from "../language/read.ts";
import { JavaScriptModules } from "./javascript-modules.ts";
import { PythonModules } from "./python-modules.ts";

/** All units of a snapshot, with module names resolved against the snapshot itself. */
export interface Program {
  readonly units: readonly Unit[];
  readonly byPath: ReadonlyMap<string, number>;
  /** Unit that a specifier names from inside a unit, or null for a library. */
  resolve(from: number, specifier: string): number | null;
  /** Units that a unit imports by constant specifiers. */
  importsOf(unit: number): readonly number[];
}

export function buildProgram(units: readonly Unit[], inventory: InventoryView): Program {
  const byPath = new Map(units.map((unit, index) => [unit.path, index]));
  const javascript = new JavaScriptModules(byPath, inventory);
  const python = new PythonModules(byPath, inventory);
  const cache = new Map<string, number | null>();
  const resolve = (from: number, specifier: string): number | null => {
    const unit = units[from] as Unit;
    const key = `${from}|${specifier}`;
    let found = cache.get(key);
    if (found === undefined) {
      found = unit.language === "python" ? python.resolve(unit.path, specifier) : javascript.resolve(unit.path, specifier);
      cache.set(key, found);
    }
    return found;
  };
  const importsOf = (from: number): readonly number[] => {
    const out = new Set<number>();
    for (const specifier of specifiersOf(units[from] as Unit)) {
      const found = resolve(from, specifier);
      if (found !== null && found !== from) out.add(found);
    }
    return [...out];
  };
  return { units, byPath, resolve, importsOf };
}

/** Constant specifiers of static imports, re-exports, require() and import(). */
export function specifiersOf(unit: Unit): Set<string> {
  const out = new Set<string>();
  for (const node of unit.imports) {
    const specifier = text(unit, unit.data[node + 4] as number);
    out.add(specifier);
    const name = text(unit, unit.data[node + 5] as number);
    // `from package import module` names a module as often as a variable.
    if (unit.language === "python" && name !== "*" && name !== "")
      out.add(specifier.endsWith(".") ? specifier + name : `${specifier}.${name}`);
  }
  for (const node of unit.exports) {
    const specifier = unit.data[node + 6] as number;
    if (specifier >= 0) out.add(text(unit, specifier));
  }
  if (unit.language !== "python") for (const specifier of importExpressions(unit)) out.add(specifier);
  return out;
}

/** Constants of require() and import(), by one pass over the nodes in writing order. */
function importExpressions(unit: Unit): string[] {
  const out: string[] = [];
  for (const node of unit.dynamicImports) {
    const argument = unit.data[node + 3] as number;
    if (unit.data[argument] === Op.Str) out.push(text(unit, unit.data[argument + 3] as number));
  }
  return out;
}
