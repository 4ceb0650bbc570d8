import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { SourceIo } from "./io/io.ts";

export const DEFAULT_API = "https://api.github.com";

/** A repository at an API, and the token for it. */
export interface Place {
  readonly api: string;
  readonly repository: string;
  readonly secret: { readonly secret?: Readonly<Record<string, string>> };
}

/** Where a repository is asked about, as it is configured. */
export function githubPlace(repository: string, io: SourceIo): Result<Place> {
  const api = (io.settings.env.GITHUB_API_URL || DEFAULT_API).replace(/\/+$/u, "");
  if (!URL.canParse(api)) return fail("CONFIG_INVALID", "GITHUB_API_URL is not an address", { where: "GITHUB_API_URL" });
  if (api !== DEFAULT_API) io.trust(api);
  return ok({ api, repository, secret: tokenFor(io) });
}

/** The token goes to the API's origin only; the redirect to the download host carries a signature of its own. */
function tokenFor({ settings: { credentials, env } }: SourceIo): Place["secret"] {
  const token =
    credentials === undefined ? env.GITHUB_TOKEN || env.GH_TOKEN : credentials.type === "github" ? credentials.token : undefined;
  return token ? { secret: { authorization: `Bearer ${token}` } } : {};
}
