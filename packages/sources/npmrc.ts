import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { IoSettings } from "./io/io.ts";

export const DEFAULT_REGISTRY = "https://registry.npmjs.org/";

/** npm's own configuration, as far as it says where packages are and how to get at them. */
export interface NpmConfig {
  /** Registry address for a package name, with a slash at its end. */
  readonly registryOf: (name: string) => string;
  /** Whether somebody configured this registry (then it may be private). */
  readonly isConfigured: (registry: string) => boolean;
  /** Authorization header for an address, or undefined. The longest configured path prefix of its host wins. */
  readonly authorizationFor: (url: string) => string | undefined;
}

/**
 * Reads .npmrc files (global, user, project: later ones win), then npm_config_* variables, then
 * NPM_REGISTRY_URL. Source: docs.npmjs.com, "npmrc" and "config". Nothing is executed.
 */
export async function readNpmConfig(settings: IoSettings): Promise<NpmConfig> {
  const { env, home, cwd } = settings;
  const variables = new Map(
    Object.entries(env).flatMap(([name, value]) =>
      /^npm_config_/iu.test(name) && value !== undefined ? [[variableKey(name), value] as const] : [],
    ),
  );
  const files = [
    variables.get("globalconfig"),
    variables.get("userconfig") ?? join(home, ".npmrc"),
    join(await projectFolder(cwd), ".npmrc"),
  ];
  const values = new Map<string, string>();
  for (const file of files) for (const [key, value] of await readIni(file, env)) values.set(key, value);
  for (const [key, value] of variables) values.set(key, value);
  const override = env.NPM_REGISTRY_URL;
  if (override) values.set("registry", override);
  return {
    registryOf: (name) => withSlash(values.get(`${name.split("/")[0]}:registry`) ?? values.get("registry") ?? DEFAULT_REGISTRY),
    isConfigured: (registry) => registry !== DEFAULT_REGISTRY,
    authorizationFor: (url) => authorization(url, values, settings),
  };
}

/** NPM_CONFIG_USERCONFIG → userconfig; keys for one registry ("//host/:_authToken") keep their spelling. */
function variableKey(name: string): string {
  const key = name.slice("npm_config_".length);
  return key.startsWith("//") || key.startsWith("@") ? key : key.toLowerCase().replaceAll(/(?!^)_/gu, "-");
}

/** The nearest folder upwards with a package.json or node_modules, as npm finds its project; otherwise the folder itself. */
async function projectFolder(from: string): Promise<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const mark of ["package.json", "node_modules"]) if (await exists(join(folder, mark))) return folder;
    if (dirname(folder) === folder) return from;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Top-level "key = value" lines; comments, sections and arrays are left out, ${NAME} and ${NAME?} come from the environment. */
async function readIni(file: string | undefined, env: IoSettings["env"]): Promise<readonly (readonly [string, string])[]> {
  const text = file === undefined ? "" : await readFile(file, "utf8").catch(() => "");
  return text.split(/\r?\n/u).flatMap((line) => {
    const pair = /^\s*([^#;=[\s][^=]*?)\s*=\s*(.*?)\s*$/u.exec(line);
    if (pair === null) return [];
    const [, key = "", raw = ""] = pair;
    const plain = raw.replace(/^(["'])(.*)\1$/u, "$2");
    const filled = (text: string): string =>
      text.replaceAll(/\$\{([^}?]+)(\?)?\}/gu, (whole, name: string, optional?: string) => env[name] ?? (optional ? "" : whole));
    return [[filled(key), filled(plain)] as const];
  });
}

function authorization(url: string, values: ReadonlyMap<string, string>, settings: IoSettings): string | undefined {
  const { credentials } = settings;
  if (credentials !== undefined) return credentials.type === "npm" ? `Bearer ${credentials.token}` : undefined;
  const { host, pathname } = new URL(url);
  const parts = pathname.split("/").filter((part) => part !== "");
  for (let count = parts.length; count >= 0; count--) {
    const prefix = `//${[host, ...parts.slice(0, count)].join("/")}`;
    const value = (name: string): string | undefined => values.get(`${prefix}/:${name}`) ?? values.get(`${prefix}:${name}`);
    const token = value("_authToken");
    if (token) return `Bearer ${token}`;
    const basic = value("_auth");
    if (basic) return `Basic ${basic}`;
    const [user, password] = [value("username"), value("_password")];
    if (user && password) return `Basic ${Buffer.from(`${user}:${Buffer.from(password, "base64").toString("utf8")}`).toString("base64")}`;
  }
  return undefined;
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}
