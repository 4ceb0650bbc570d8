import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../../..");

export interface Programs {
  readonly databaseThread: URL;
  readonly scanChild: URL;
  readonly targetFetch: URL;
  readonly serve: URL;
  readonly worker: URL;
  remove(): Promise<void>;
}

/** Bundles the programs that tests start by themselves, since Node 20 cannot load TypeScript; the engine only on demand. */
export async function buildPrograms(engine: "fake" | "real" = "fake"): Promise<Programs> {
  // Inside the project, so that the packages left out of the bundle are found.
  const cache = join(root, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const outdir = await mkdtemp(join(cache, "service-test-"));
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  await build({
    absWorkingDir: root,
    entryPoints: [
      join(here, "../store/database-thread.entry.ts"),
      join(here, "../intake/target-fetch.entry.ts"),
      join(here, engine === "fake" ? "fake-scan-child.ts" : "../worker/scan-child.entry.ts"),
      join(here, "serve-program.ts"),
      join(here, "worker-program.ts"),
    ],
    outdir,
    entryNames: "[name]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    external: Object.keys(manifest.dependencies).flatMap((name) => [name, `${name}/*`]),
    format: "esm",
    platform: "node",
    target: "node20",
    loader: { ".yml": "text" },
    logLevel: "error",
  });
  const url = (name: string) => pathToFileURL(join(outdir, name));
  const remove = () => rm(outdir, { recursive: true, force: true });
  return {
    remove,
    databaseThread: url("database-thread.entry.mjs"),
    scanChild: url(engine === "fake" ? "fake-scan-child.mjs" : "scan-child.entry.mjs"),
    targetFetch: url("target-fetch.entry.mjs"),
    serve: url("serve-program.mjs"),
    worker: url("worker-program.mjs"),
  };
}
