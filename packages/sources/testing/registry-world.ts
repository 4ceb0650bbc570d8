import { startNpm } from "./npm-world.ts";
import { json, type StartWorld } from "./world.ts";

const OFFICIAL = "io.modelcontextprotocol.registry/official";

/** An MCP Registry (API v0.1) and the npm registry that its entry points to, on one upstream. */
export const startRegistry: StartWorld = async (entries) => {
  const npm = await startNpm(entries);
  const { upstream } = npm;
  const packages = upstream.answer;
  const server = {
    name: "io.github.owner/server",
    version: "1.2.0",
    packages: [
      {
        registryType: "npm",
        registryBaseUrl: "https://registry.npmjs.org",
        identifier: "@s/server",
        version: "1.2.0",
        transport: { type: "stdio" },
      },
    ],
    remotes: [{ type: "streamable-http", url: "https://mcp.example.com/mcp" }],
    repository: { url: "https://github.com/owner/server", source: "github" },
  };
  upstream.answer = (request) => {
    const path = request.path.replace("/v0.1/servers/io.github.owner%2Fserver/versions/", "@");
    if (path === "@latest" || path === "@1.2.0")
      return json(
        { server, _meta: { [OFFICIAL]: { status: "active", publishedAt: "2025-09-01T00:00:00Z", isLatest: true } } },
        { etag: '"1"' },
      );
    if (request.path.startsWith("/v0.1/servers?"))
      return searchPage(new URL(request.path, upstream.url).searchParams.get("cursor"), server.name);
    return packages(request);
  };
  return {
    ...npm,
    env: { ...npm.env, MCP_REGISTRY_URL: upstream.url },
    latest: "io.github.owner/server",
    pinned: "registry:io.github.owner/server@1.2.0",
    noVersion: "io.github.owner/server@9.9.9",
    missing: "io.github.owner/Server",
  };
};

/** Two pages: the entry is on the second. */
function searchPage(cursor: string | null, name: string): ReturnType<typeof json> {
  if (cursor === null) return json({ servers: [{ server: { name: "io.github.a/other" } }], metadata: { nextCursor: "two", count: 1 } });
  return json({ servers: cursor === "two" ? [{ server: { name } }] : [], metadata: { count: 1 } });
}
