import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../../..");
/** Inside the project, so that the packages left out of the bundle are found. */
const CACHE = join(root, "node_modules/.cache/service-programs");
/** Builds of other sources are kept this long: other runs may use them. */
const KEPT_MS = 3_600_000;

export interface Programs {
  readonly databaseThread: URL;
  readonly scanChild: URL;
  readonly targetFetch: URL;
  readonly serve: URL;
  readonly worker: URL;
}

/** Bundles the programs that tests start by themselves, since Node 20 cannot load TypeScript; once for all suites of the same sources. */
export async function buildPrograms(engine: "fake" | "real" = "fake"): Promise<Programs> {
  const out = join(CACHE, `${engine}-${await fingerprint()}`);
  if (!(await exists(out))) await buildInto(out, engine);
  const url = (name: string) => pathToFileURL(join(out, name));
  return {
    databaseThread: url("database-thread.entry.mjs"),
    scanChild: url(engine === "fake" ? "fake-scan-child.mjs" : "scan-child.entry.mjs"),
    targetFetch: url("target-fetch.entry.mjs"),
    serve: url("serve-program.mjs"),
    worker: url("worker-program.mjs"),
  };
}

/** Names the sources by what the file system says of them. */
async function fingerprint(): Promise<string> {
  const packages = join(root, "packages");
  const names = (await readdir(packages, { recursive: true })).filter((name) => /\.(?:ts|json|yml)$/u.test(name)).sort();
  const hash = createHash("sha256");
  for (const name of names) {
    const { mtimeMs, size } = await stat(join(packages, name));
    hash.update(`${name} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

async function buildInto(out: string, engine: "fake" | "real"): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  await removeOld();
  const draft = await mkdtemp(join(CACHE, "draft-"));
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  // Those that the build takes in are found where they are installed, too.
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  await build({
    absWorkingDir: root,
    entryPoints: [
      join(here, "../store/database-thread.entry.ts"),
      join(here, "../intake/target-fetch.entry.ts"),
      join(here, engine === "fake" ? "fake-scan-child.ts" : "../worker/scan-child.entry.ts"),
      join(here, "serve-program.ts"),
      join(here, "worker-program.ts"),
    ],
    outdir: draft,
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    external: installed.flatMap((name) => [name, `${name}/*`]),
    format: "esm",
    platform: "node",
    target: "node20",
    loader: { ".yml": "text" },
    logLevel: "error",
  });
  // Of two that build at the same time one comes too late, with the same result.
  await rename(draft, out).catch(() => rm(draft, { recursive: true, force: true }));
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const old = await stat(join(CACHE, name)).then(
      ({ mtimeMs }) => Date.now() - mtimeMs > KEPT_MS,
      () => false,
    );
    if (old) await rm(join(CACHE, name), { recursive: true, force: true });
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
