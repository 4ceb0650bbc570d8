import type { Manifest } from "./inventory.ts";
import { recordOf } from "./manifests.ts";

/** A place where a manifest says that execution starts. */
export interface EntryPoint {
  /** Folder that `path` or `module` is relative to. */
  readonly directory: string;
  /** File as the manifest names it, perhaps in its built form; or a dotted Python module. */
  readonly path?: string;
  readonly module?: string;
  /** Manifest that says so. */
  readonly by: string;
}

/** Scripts that run when the package is installed or started. */
const SCRIPTS = ["start", "serve", "preinstall", "install", "postinstall", "prepare"];
const CODE_PATH = /(?:^|[\s"'`=(,[:])((?:\.{0,2}\/)?[\w@.-]+(?:\/[\w@.-]+)*\.(?:[cm]?[jt]sx?|py))(?=$|[\s"'`,)\];:&|])/g;
const PYTHON_MODULE = /(?:-m["',\s]+)([A-Za-z_][\w.]*)/g;
/** `name = package.module:function` in setup.py, setup.cfg, entry_points.txt. */
const CONSOLE_SCRIPT = /=\s*([A-Za-z_][\w.]*)\s*:\s*[A-Za-z_]\w*/g;
/** Texts of commands are short; what is longer is no command. */
const MAX_TEXT = 200_000;

/** Where the manifests of a snapshot start programs, in the order of the manifests. */
export function entryPoints(
  manifests: readonly Manifest[],
  paths: readonly string[],
  textOf: (path: string) => string | null,
): readonly EntryPoint[] {
  const wheel = paths.filter((path) => /\.(dist|egg)-info\/entry_points\.txt$/.test(path));
  return [
    ...manifests.flatMap((manifest) => ofManifest(manifest)),
    ...wheel.flatMap((path) =>
      modulesOf((textOf(path) ?? "").slice(0, MAX_TEXT), CONSOLE_SCRIPT).map((module) => ({ directory: "", module, by: path })),
    ),
  ];
}

function ofManifest(manifest: Manifest): EntryPoint[] {
  const directory = manifest.path.slice(0, Math.max(0, manifest.path.lastIndexOf("/")));
  const { files, modules } = startsOf(manifest);
  const by = manifest.path;
  return [...new Set(files)]
    .map((path): EntryPoint => ({ directory, path, by }))
    .concat([...new Set(modules)].map((module) => ({ directory, module, by })));
}

interface Starts {
  readonly files: readonly string[];
  readonly modules: readonly string[];
}

const NOTHING: Starts = { files: [], modules: [] };

function startsOf(manifest: Manifest): Starts {
  const data = recordOf(manifest.data);
  const text = manifest.text.slice(0, MAX_TEXT);
  switch (manifest.kind) {
    case "package.json":
      return { files: data === null ? [] : packageFiles(data), modules: [] };
    case "pyproject.toml":
      return { files: [], modules: data === null ? [] : projectModules(data) };
    case "setup.py":
    case "setup.cfg":
      return { files: [], modules: /console_scripts/.test(text) ? modulesOf(text, CONSOLE_SCRIPT) : [] };
    case "Dockerfile":
      return fromCommands(text.match(/^\s*(?:CMD|ENTRYPOINT)\b(?:[^\n]*\\\r?\n)*[^\n]*/gim) ?? []);
    case "mcpb-manifest":
      return fromCommands(strings(data?.server, 0));
    case "compose":
    case "client-config":
      return fromCommands(strings(data, 0));
    case "smithery.yaml":
      return fromCommands(strings(data?.startCommand, 0));
    default:
      return NOTHING;
  }
}

function packageFiles(data: Readonly<Record<string, unknown>>): string[] {
  const scripts = recordOf(data.scripts);
  const commands = SCRIPTS.flatMap((name) => strings(scripts?.[name], 0));
  return [
    ...strings(data.bin, 0),
    ...strings(data.main, 0),
    ...strings(data.module, 0),
    ...strings(withoutTypes(data.exports), 0).filter((target) => !target.includes("*")),
    ...fromCommands(commands).files,
    ...(data.main === undefined && data.exports === undefined && data.bin === undefined ? ["index.js"] : []),
  ];
}

function withoutTypes(exports: unknown): unknown {
  const record = recordOf(exports);
  return record === null
    ? exports
    : Object.fromEntries(
        Object.entries(record)
          .filter(([key]) => key !== "types")
          .map(([key, value]) => [key, withoutTypes(value)]),
      );
}

function projectModules(data: Readonly<Record<string, unknown>>): string[] {
  const project = recordOf(data.project);
  const poetry = recordOf(recordOf(data.tool)?.poetry);
  const targets = [project?.scripts, project?.["gui-scripts"], project?.["entry-points"], poetry?.scripts, poetry?.plugins].flatMap(
    (value) => strings(value, 0),
  );
  return targets.flatMap((target) => /^\s*([A-Za-z_][\w.]*)/.exec(target)?.[1] ?? []);
}

function fromCommands(commands: readonly string[]): Starts {
  const files = commands.flatMap((command) => [...command.slice(0, MAX_TEXT).matchAll(CODE_PATH)].map((match) => match[1] as string));
  // In a list of arguments "-m" and its module are two texts.
  const modules = modulesOf(commands.join(" ").slice(0, MAX_TEXT), PYTHON_MODULE);
  return { files: files.map((path) => path.replace(/^\/(?:usr\/src\/app|app|workspace|code|srv|opt\/app)\//, "")), modules };
}

function modulesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] as string);
}

/** Every text inside a value, in order. */
function strings(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (depth > 8 || typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item) => strings(item, depth + 1));
}
