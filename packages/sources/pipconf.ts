import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { IoSettings } from "./io/io.ts";

const DEFAULT_INDEX = "https://pypi.org/simple/";

/** pip's own configuration, as far as it says where packages are and how to get at them. */
export interface PipConfig {
  /** Addresses of simple indexes, the main one first, each with a slash at its end and without a password. */
  readonly indexes: readonly string[];
  readonly isConfigured: (index: string) => boolean;
  /** Authorization header for an address, or undefined; by host, from the credentials, the index address or netrc. */
  readonly authorizationFor: (url: string) => string | undefined;
}

/**
 * Reads pip's configuration files, then PIP_* variables, then PYPI_INDEX_URL (pip.pypa.io,
 * "Configuration" and "Authentication"). Nothing is executed.
 */
export async function readPipConfig(settings: IoSettings): Promise<PipConfig> {
  const { env, home } = settings;
  const values = new Map<string, string>();
  for (const file of pipFiles(env, home)) for (const [key, value] of await readIni(file)) values.set(key, value);
  const main = env.PYPI_INDEX_URL || env.PIP_INDEX_URL || values.get("index-url") || DEFAULT_INDEX;
  const extra = (env.PIP_EXTRA_INDEX_URL ?? values.get("extra-index-url") ?? "").split(/\s+/u);
  const addresses = [main, ...extra].filter((text) => URL.canParse(text)).map((text) => new URL(text.endsWith("/") ? text : `${text}/`));
  const logins = new Map(await netrcLogins(env.NETRC ?? join(home, ".netrc")));
  for (const { host, username, password } of addresses)
    if (username !== "") logins.set(host, basic(decodeURIComponent(username), decodeURIComponent(password)));
  const indexes = addresses.map((address) => `${address.origin}${address.pathname}`);
  return {
    indexes,
    isConfigured: (index) => index !== DEFAULT_INDEX,
    authorizationFor: (url) => authorization(new URL(url), logins, settings),
  };
}

/** PyPI takes tokens as the password of the user "__token__" (pypi.org/help, "API tokens"). */
function authorization(url: URL, logins: ReadonlyMap<string, string>, { credentials }: IoSettings): string | undefined {
  if (credentials !== undefined)
    return credentials.type === "pypi" ? basic(credentials.username ?? "__token__", credentials.token) : undefined;
  return logins.get(url.host) ?? logins.get(url.hostname);
}

function pipFiles(env: IoSettings["env"], home: string): readonly string[] {
  const own = env.PIP_CONFIG_FILE;
  const config = env.XDG_CONFIG_HOME ?? join(home, ".config");
  const environment = env.VIRTUAL_ENV === undefined ? [] : [join(env.VIRTUAL_ENV, "pip.conf")];
  const files = ["/etc/pip.conf", join(home, ".pip", "pip.conf"), join(config, "pip", "pip.conf"), ...environment];
  if (own === "/dev/null") return [];
  return own === undefined ? files : [...files, own];
}

/** Keys of [global], [download] and [install]; indented lines go on with the value before them. */
async function readIni(file: string): Promise<readonly (readonly [string, string])[]> {
  const text = (await readFile(file, "utf8").catch(() => "")).replaceAll(/\r?\n[ \t]+/gu, " ");
  let section = "";
  return text.split(/\r?\n/u).flatMap((line) => {
    section = /^\[(.*)\]\s*$/u.exec(line)?.[1] ?? section;
    const pair = /^([\w-]+)\s*[=:]\s*(.*?)\s*$/u.exec(line);
    return pair !== null && ["global", "download", "install"].includes(section)
      ? [[(pair[1] ?? "").toLowerCase().replaceAll("_", "-"), pair[2] ?? ""] as const]
      : [];
  });
}

/** "machine … login … password …" of a netrc file, as Authorization headers by host. */
async function netrcLogins(file: string): Promise<readonly (readonly [string, string])[]> {
  const words = (await readFile(file, "utf8").catch(() => "")).replaceAll(/^\s*#.*$/gmu, "").split(/\s+/u);
  const machines = words.flatMap((word, index) => (word === "machine" ? [index] : []));
  return machines.flatMap((start, index) => {
    const block = words.slice(start, machines[index + 1] ?? words.length);
    const value = (key: string): string | undefined => (block.includes(key) ? block[block.indexOf(key) + 1] : undefined);
    const [host, login, password] = [block[1], value("login"), value("password")];
    return host && login && password ? [[host, basic(login, password)] as const] : [];
  });
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
