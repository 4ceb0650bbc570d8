import { importedModules } from "../graph/imported-modules.ts";
import type { Program } from "../graph/program.ts";
import type { AdvisoryData, KnownFlaw } from "../inventory/advisories.ts";

/**
 * Advisories that apply, each with whether production code imports the package.
 * @param production units that belong to production; null if no entry point is known, so that everything does
 */
export function knownFlaws(data: AdvisoryData | null, program: Program, production: ReadonlySet<number> | null): readonly KnownFlaw[] {
  if (data === null || data.matches.length === 0) return [];
  const imported = importedModules(program, production);
  return data.matches.map((match) => ({ ...match, imported: match.modules.some((name) => imported.has(name)) }));
}
