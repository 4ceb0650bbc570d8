import { ok, type Result } from "../problem.ts";
import { decodePart, makeTarget, reject, type Target } from "./target.ts";

/** Published names are at most 214 characters; old ones may hold capitals (docs.npmjs.com, package.json "name"). */
const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~_-][a-z0-9._~-]*$/iu;
/** A version, range or tag. Anything with ":" or "/" is an alias, a file or a repository, not a published version. */
const SPEC = /^[\w.^~<>=|*+ -]{1,128}$/u;

/** Reads `name`, `@scope/name`, each with `@version`, `@range` or `@tag`; no prefix and no URL. */
export function parseNpm(text: string, input: string): Result<Target> {
  const at = text.indexOf("@", 1);
  const name = at === -1 ? text : text.slice(0, at);
  const versionSpec = at === -1 ? "latest" : text.slice(at + 1).trim();
  if (name.length > 214 || !NAME.test(name) || name === "node_modules")
    return reject(input, `"${name}" is not an npm package name`, meantInstead(name));
  if (!SPEC.test(versionSpec)) return reject(input, `"${versionSpec}" is not an npm version, range or tag`, `npm:${name}@latest`);
  return ok(makeTarget("npm", input, { name, versionSpec }));
}

/** Reads the path of an npmjs.com address: /package/<name> and /package/<name>/v/<version>. */
export function parseNpmUrl(path: readonly string[], input: string): Result<Target> {
  const [first, ...rest] = path.map(decodePart);
  const scoped = rest[0]?.startsWith("@") === true && !rest[0].includes("/");
  const name = scoped ? `${rest[0]}/${rest[1]}` : rest[0];
  const [marker, version] = rest.slice(scoped ? 2 : 1);
  if (first !== "package" || typeof name !== "string" || (marker !== undefined && marker !== "v")) {
    return reject(input, "this npmjs.com address is not a package page", "https://www.npmjs.com/package/<name>");
  }
  return parseNpm(typeof version === "string" ? `${name}@${version}` : name, input);
}

function meantInstead(name: string): string | undefined {
  const lower = name.trim().replaceAll(/\s+/gu, "-").toLowerCase();
  return lower !== name && NAME.test(lower) ? `npm:${lower}` : undefined;
}
