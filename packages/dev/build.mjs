// Builds the product into dist/. Plain JavaScript, because Node 20 cannot load TypeScript.
//
// Entries: packages/cli/main.ts becomes dist/main.js; every packages/**/<name>.entry.ts (a worker thread or
// child process) becomes dist/<name>.js. All output lies flat in dist/, shared chunks too, so that
// `new URL("./<name>.js", import.meta.url)` finds an entry from whichever chunk asks. Packages in `dependencies` stay
// outside; those in `devDependencies` that the product uses go in, because every file less is read sooner.
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { noticesFor } from "./notices.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * What is read from disk at run time, and therefore stands beside the code: from the repository, to dist/.
 * @type {[string, string][]}
 */
const ASSETS = [
  ["node_modules/web-tree-sitter/web-tree-sitter.wasm", "web-tree-sitter.wasm"],
  ["node_modules/tree-sitter-python/tree-sitter-python.wasm", "tree-sitter-python.wasm"],
  ["schemas", "schemas"],
];

/** Characters of a data file from which on it is worth another way of reading it. */
const LARGE_DATA = 20_000;

/**
 * CommonJS packages that stay outside and are large: `import` reads such a file three times, to find out what it is and what it
 * exports, before it is compiled; `require` only compiles it.
 */
const REQUIRED = ["typescript"];

/**
 * Output name -> source path of everything that is started by name.
 * @param {string} root
 */
export async function entriesOf(root) {
  /** @type {Map<string, string>} */
  const entries = new Map([["main", "packages/cli/main.ts"]]);
  const all = await readdir(path.join(root, "packages"), { recursive: true, withFileTypes: true });
  for (const item of all.sort((a, b) => (a.parentPath + a.name < b.parentPath + b.name ? -1 : 1))) {
    if (!item.isFile() || !item.name.endsWith(".entry.ts") || item.parentPath.includes("node_modules")) continue;
    const name = item.name.slice(0, -".entry.ts".length);
    const file = path.relative(root, path.join(item.parentPath, item.name)).replaceAll("\\", "/");
    const other = entries.get(name);
    if (other !== undefined) throw new Error(`two entries would both be dist/${name}.js: ${other} and ${file}; rename one`);
    entries.set(name, file);
  }
  return entries;
}

/**
 * Builds into a sibling folder and swaps it in, so that a failed build leaves the last good one.
 * @param {string} root
 * @param {string} out folder that receives the build, from the root
 * @param {Map<string, string>} extra more entries: output name -> source path
 */
export async function buildProduct(root, out = "dist", extra = new Map()) {
  const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
  const external = Object.keys(manifest.dependencies).flatMap((name) => [name, `${name}/*`]);
  const target = path.join(root, out);
  const partial = `${target}.partial-${process.pid}`;
  const entries = new Map([...(await entriesOf(root)), ...extra]);
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [...entries].map(([out, file]) => ({ in: file, out })),
      outdir: partial,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "node20",
      external,
      plugins: [
        { name: "large-packages-are-required", setup: required },
        { name: "large-data-is-parsed", setup: parsed },
      ],
      chunkNames: "[name]-[hash]",
      loader: { ".yml": "text", ".sql": "text", ".html": "text", ".css": "text" },
      // CommonJS packages that go in ask for modules of Node in their own way.
      banner: { js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);' },
      legalComments: "none",
      metafile: true,
      logLevel: "error",
    });
    for (const [from, to] of ASSETS) await cp(path.join(root, from), path.join(partial, to), { recursive: true });
    const taken = [...Object.keys(metafile.inputs), ...ASSETS.map(([from]) => from)];
    await writeFile(path.join(partial, "THIRD-PARTY-NOTICES.txt"), await noticesFor(root, taken));
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return entries;
}

/** @param {import("esbuild").PluginBuild} bundle */
function required(bundle) {
  bundle.onResolve({ filter: /^\w/ }, ({ path: name }) => (REQUIRED.includes(name) ? { path: name, namespace: "required" } : undefined));
  bundle.onLoad({ filter: /./, namespace: "required" }, ({ path: name }) => ({
    contents: `import { createRequire } from "node:module";\nexport default createRequire(import.meta.url)(${JSON.stringify(name)});`,
  }));
}

/**
 * Data is read several times faster as JSON than as a literal of the language.
 * @param {import("esbuild").PluginBuild} bundle
 */
function parsed(bundle) {
  bundle.onLoad({ filter: /\.json$/ }, async ({ path: file }) => {
    const text = await readFile(file, "utf8");
    if (text.length < LARGE_DATA) return undefined;
    return { contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(text)))});` };
  });
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  try {
    await mkdir(path.join(ROOT, "schemas"), { recursive: true });
    const entries = await buildProduct(ROOT);
    process.stdout.write(
      `built ${[...entries.keys()].map((name) => `dist/${name}.js`).join(", ")} in ${Math.round(performance.now() - started)} ms\n`,
    );
  } catch (error) {
    // esbuild has already printed its own errors with file and line.
    if (!(error instanceof Error && "errors" in error)) process.stderr.write(`build: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
