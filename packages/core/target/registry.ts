import { ok, type Result } from "../problem.ts";
import { makeTarget, reject, type Target } from "./target.ts";

/** Server names of the official MCP Registry: a reverse-domain namespace, one slash, a name. */
const ID = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)\/([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)$/iu;
const VERSION = /^[\w.+-]{1,255}$/u;

/** Top-level domains that lead a reverse-domain id often enough to tell "io.github.x/y" from "example.com/y". */
const LEADING: ReadonlySet<string> = new Set(
  "com org net io dev ai app co me cloud xyz tech sh run info edu gov eu uk de fr jp cn in ca au ch nl se no fi es it pl br us gg so to tv host software systems tools works world zone page blog art bot chat link live online site space store team".split(
    " ",
  ),
);

/** Reads `namespace/name`, with `@version` behind it; no prefix. */
export function parseRegistry(text: string, input: string): Result<Target> {
  const [id = "", version, ...more] = text.split("@");
  const found = ID.exec(id);
  if (found === null || more.length > 0 || id.length > 200)
    return reject(input, "this is not an MCP Registry id", "registry:io.github.<owner>/<name>");
  if (version !== undefined && !VERSION.test(version))
    return reject(input, `"${version}" is not a version of a registry entry`, `registry:${id}`);
  return ok(makeTarget("registry", input, { name: id, versionSpec: version ?? "latest" }));
}

/** Whether the text before the slash is a domain written backwards rather than the address of a web host. */
export function isReverseDomain(namespace: string): boolean {
  const labels = namespace.toLowerCase().split(".");
  const [first = ""] = labels;
  const last = labels.at(-1) ?? "";
  return labels.length > 1 && (LEADING.has(first) || !LEADING.has(last));
}
