import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { RemoteType, Target } from "@mcp-assay/core/target/target";
import type { CredentialType } from "./io/io.ts";

/** Which credentials fit which target; an entry of the registry may point to any of them. */
const FITTING: Readonly<Record<RemoteType, readonly CredentialType[]>> = {
  npm: ["npm"],
  pypi: ["pypi"],
  github: ["github"],
  docker: ["docker", "ghcr"],
  registry: ["npm", "pypi", "github", "docker", "ghcr"],
};

/** Whether credentials of this type can be for this target; a token must never reach another host than its own. */
export function fitsCredentials(target: Target, type: CredentialType): Result<void> {
  const onGhcr = target.type === "docker" && target.name.startsWith("ghcr.io/");
  const fitting = target.type === "docker" ? [onGhcr ? "ghcr" : "docker"] : FITTING[target.type];
  if (fitting.includes(type)) return ok(undefined);
  return fail("CREDENTIAL_TYPE_MISMATCH", `credentials of type ${type} do not fit a ${onGhcr ? "GHCR" : target.type} target`, {
    hint: `use ${fitting.join(" or ")}`,
  });
}
