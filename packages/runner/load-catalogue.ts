import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import { ok, type Result } from "@mcp-assay/core/problem";

/** The built catalogue, loaded when it is first asked for, with the user's own rules and models added. */
export async function loadCatalogue(packs: readonly string[] = []): Promise<Result<Catalogue>> {
  const { catalogue } = await import("@mcp-assay/catalogue/index.generated");
  if (packs.length === 0) return ok(catalogue);
  const { withPacks } = await import("./packs.ts");
  return withPacks(catalogue, packs);
}
