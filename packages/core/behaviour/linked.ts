import { JavaScriptModules } from "../graph/javascript-modules.ts";
import type { Program } from "../graph/program.ts";
import { PythonModules } from "../graph/python-modules.ts";
import type { InventoryView } from "../inventory/inventory.ts";
import type { Linked } from "../inventory/production.ts";

/** A program as the inventory asks about it: which file a manifest means, and what imports what. */
export function linkedOf(program: Program, inventory: InventoryView): Linked {
  const { byPath, units } = program;
  const javascript = new JavaScriptModules(byPath, inventory);
  const python = new PythonModules(byPath, inventory);
  const paths = units.map((unit) => unit.path);
  return {
    paths,
    byPath,
    importsOf: (unit) => [...program.importsOf(unit), ...packageFiles(paths[unit] as string, byPath)],
    file: (directory, path) => javascript.entry(directory, path),
    module: (name) => python.named(name),
  };
}

/** Importing a Python module runs the __init__ of every package above it. */
function packageFiles(path: string, byPath: ReadonlyMap<string, number>): number[] {
  if (!path.endsWith(".py")) return [];
  const folders = path.split("/").slice(0, -1);
  return folders.flatMap((_, index) => byPath.get(`${folders.slice(0, index + 1).join("/")}/__init__.py`) ?? []);
}
