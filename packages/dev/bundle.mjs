// Node 20 cannot load TypeScript: developer commands and the catalogue's rules are bundled in memory of one
// temporary file and loaded from there.
import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * Bundles a piece of TypeScript and returns the module it makes. Workspace packages go in, npm packages stay outside.
 * @param {string} source program text; imports are absolute paths or packages
 * @param {string} root folder of the repository
 * @returns {Promise<Record<string, unknown>>}
 */
export async function load(source, root) {
  // Inside node_modules, so that the packages left outside resolve as usual.
  const folder = path.join(root, "node_modules/.cache/dev");
  const outfile = path.join(folder, `${randomUUID()}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      stdin: { contents: source, resolveDir: root, loader: "ts" },
      absWorkingDir: root,
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: "inline",
      plugins: [{ name: "packages-stay-outside", setup: outside }],
      logLevel: "error",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}

/** @param {import("esbuild").PluginBuild} bundle */
function outside(bundle) {
  bundle.onResolve({ filter: /^[^./]/ }, (request) =>
    request.path.startsWith("@mcp-assay/") || path.isAbsolute(request.path) ? undefined : { path: request.path, external: true },
  );
}
