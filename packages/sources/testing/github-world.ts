import { tgzOf } from "./pack.ts";
import { startUpstream } from "./upstream.ts";
import { below, json, type StartWorld } from "./world.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";

/** The GitHub REST API: repository, commit of a ref, tree, and the tarball behind a redirect. */
export const startGitHub: StartWorld = async (entries) => {
  const archive = tgzOf(below("owner-server-0123456", entries));
  const upstream = await startUpstream();
  const tree = entries.filter(({ type = "File" }) => type === "File").map(({ path }) => ({ path, type: "blob", mode: "100644" }));
  upstream.answer = ({ path }) => {
    if (path === "/repos/owner/server")
      return json(
        {
          html_url: "https://github.com/owner/server",
          default_branch: "main",
          owner: { login: "owner" },
          created_at: "2025-01-01T00:00:00Z",
        },
        { etag: '"1"' },
      );
    if (["HEAD", "v1.2.0", "feature%2Fx"].some((ref) => path === `/repos/owner/server/commits/${ref}`)) return { body: SHA };
    if (path === `/repos/owner/server/git/trees/${SHA}?recursive=1`) return json({ sha: SHA, tree });
    if (path === `/repos/owner/server/tarball/${SHA}`) return { status: 302, headers: { location: `${upstream.url}/codeload/${SHA}` } };
    return path === `/codeload/${SHA}` ? { body: archive } : undefined;
  };
  return {
    upstream,
    // The git protocol is the fallback; here nothing answers it.
    env: { GITHUB_API_URL: upstream.url, GITHUB_SERVER_URL: `${upstream.url}/nothing` },
    latest: "github:owner/server",
    pinned: "owner/server@v1.2.0",
    noVersion: "owner/server@v9.9.9",
    missing: "owner/other",
    version: SHA,
    isArtifact: (path) => path.startsWith("/codeload/"),
  };
};
