import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export interface BuiltProgram {
  /** Folder that holds the program and the programs of its threads. */
  readonly folder: string;
  readonly main: string;
  remove(): Promise<void>;
}

/** The program as a user starts it, threads included, in a folder of its own: Node 20 cannot load TypeScript. */
export async function builtProgram(): Promise<BuiltProgram> {
  const cache = join(ROOT, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "cli-test-"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: {
      main: "packages/cli/main.ts",
      "scan-thread": "packages/runner/scan-thread.entry.ts",
      "lower-thread": "packages/runner/lower-thread.entry.ts",
      "database-thread": "packages/service/store/database-thread.entry.ts",
      "scan-child": "packages/service/worker/scan-child.entry.ts",
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "bundle",
    plugins: [
      {
        name: "packages-stay-outside",
        setup: (bundle) =>
          bundle.onResolve({ filter: /^[^./]/ }, ({ path }) => (path.startsWith("@mcp-assay/") ? undefined : { path, external: true })),
      },
    ],
    logLevel: "error",
  });
  await symlink(join(ROOT, "schemas"), join(folder, "schemas"));
  return { folder, main: join(folder, "main.js"), remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program to its end; `onStart` may interrupt it. */
export function start(
  program: BuiltProgram,
  args: readonly string[],
  more: { readonly env?: NodeJS.ProcessEnv; readonly onStart?: (child: ChildProcess) => void } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program.main, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...more.env },
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("close", (code) => resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
    child.once("spawn", () => more.onStart?.(child));
  });
}
