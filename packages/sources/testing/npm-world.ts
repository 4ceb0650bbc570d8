import { tgzOf } from "./pack.ts";
import { startUpstream } from "./upstream.ts";
import { below, digestOf, json, type StartWorld } from "./world.ts";

/** An npm registry as registry.npmjs.org and its proxies answer (full packument, tarball below "/-/"). */
export const startNpm: StartWorld = async (entries) => {
  const archive = tgzOf(below("package", entries));
  const upstream = await startUpstream();
  const tarball = `${upstream.url}/@s/server/-/server-1.2.0.tgz`;
  const dist = { tarball, integrity: `sha512-${digestOf(archive, "sha512", "base64")}` };
  const packument = {
    name: "@s/server",
    "dist-tags": { latest: "1.2.0" },
    versions: { "1.2.0": { name: "@s/server", version: "1.2.0", dist } },
  };
  upstream.answer = ({ path }) => {
    if (path === "/@s%2fserver") return json(packument, { etag: '"1"' });
    return path.endsWith(".tgz") ? { body: archive } : undefined;
  };
  return {
    upstream,
    env: { NPM_REGISTRY_URL: upstream.url },
    latest: "npm:@s/server",
    pinned: "npm:@s/server@1.2.0",
    noVersion: "npm:@s/server@9.9.9",
    missing: "npm:@s/other",
    version: "1.2.0",
    isArtifact: (path) => path.endsWith(".tgz"),
  };
};
