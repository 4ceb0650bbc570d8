import type { AdvisoryData } from "@mcp-assay/core/inventory/advisories";
import type { Dependency } from "@mcp-assay/core/inventory/dependencies";

/** Nothing was checked, and why. */
export function unchecked(dependencies: readonly Dependency[], problem: string): AdvisoryData {
  return {
    checkedWith: "nothing",
    database: null,
    matches: [],
    notChecked: dependencies.map((dependency) => ({ dependency, reason: "no advisory data" })),
    problem,
  };
}
