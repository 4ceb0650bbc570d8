import { tgzOf } from "./pack.ts";
import { startUpstream } from "./upstream.ts";
import { below, digestOf, json, type StartWorld } from "./world.ts";

/** A simple index as pypi.org answers: JSON where it is accepted, project facts on the JSON page beside it. */
export const startPyPi: StartWorld = async (entries) => {
  const archive = tgzOf(below("my_server-1.2.0", entries));
  const upstream = await startUpstream();
  const file = {
    filename: "my_server-1.2.0.tar.gz",
    url: "../../files/my_server-1.2.0.tar.gz",
    hashes: { sha256: digestOf(archive, "sha256", "hex") },
    yanked: false,
    "upload-time": "2025-05-01T00:00:00Z",
  };
  const page = { meta: { "api-version": "1.1" }, name: "my-server", files: [file] };
  const info = { info: { author: "ann", project_urls: { Repository: "https://github.com/s/server" } } };
  upstream.answer = ({ path }) => {
    if (path === "/simple/my-server/") return json(page, { "content-type": "application/vnd.pypi.simple.v1+json", etag: '"1"' });
    if (path === "/pypi/my-server/1.2.0/json") return json(info);
    return path === "/files/my_server-1.2.0.tar.gz" ? { body: archive } : undefined;
  };
  return {
    upstream,
    env: { PYPI_INDEX_URL: `${upstream.url}/simple/`, PIP_CONFIG_FILE: "/dev/null" },
    latest: "pypi:My_Server",
    pinned: "my-server==1.2",
    noVersion: "pypi:my-server==9.9",
    missing: "pypi:other",
    version: "1.2.0",
    isArtifact: (path) => path.startsWith("/files/"),
  };
};
