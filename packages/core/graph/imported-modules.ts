import { type Program, specifiersOf } from "./program.ts";

/**
 * Names of what units of a program import from outside of the snapshot: "@scope/name" and "name" in JavaScript, in
 * Python each dotted prefix ("a", "a.b") in lower case with "_" for "-".
 * @param units numbers of the units that count; null is all of them
 */
export function importedModules(program: Program, units: ReadonlySet<number> | null): ReadonlySet<string> {
  const modules = new Set<string>();
  program.units.forEach((unit, index) => {
    if (units !== null && !units.has(index)) return;
    for (const specifier of specifiersOf(unit)) {
      if (specifier.startsWith(".") || program.resolve(index, specifier) !== null) continue;
      for (const name of unit.language === "python" ? prefixes(specifier) : [packageName(specifier)]) modules.add(name);
    }
  });
  return modules;
}

/** "@scope/name" or the first segment of a specifier. */
function packageName(specifier: string): string {
  const [first = "", second = ""] = specifier.replace(/^npm:/u, "").split("/");
  return specifier.startsWith("@") ? `${first}/${second}` : first;
}

function prefixes(module: string): readonly string[] {
  const parts = module.toLowerCase().split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}
