import { ok, type Result } from "../problem.ts";
import { cleanSubfolder, decodePart, makeTarget, reject, type Target } from "./target.ts";

/** Account names: letters, digits and single inner dashes, at most 39; "_" occurs in managed accounts. */
const OWNER = /^[a-z0-9](?:[a-z0-9_-]{0,38})$/iu;
const REPOSITORY = /^[\w.-]{1,100}$/u;

/** Reads `owner/repo`, with `@ref` or `#ref`, and `//subfolder` behind the ref; no prefix and no URL. */
export function parseGitHub(text: string, input: string): Result<Target> {
  const split = /^([^@#]*?)(?:[@#](.*))?$/su.exec(text);
  const [place = "", ...folder] = (split?.[1] ?? "").split("//");
  const [ref, ...refFolder] = (split?.[2] ?? "HEAD").split("//");
  const [owner = "", repository = "", ...rest] = place.replace(/\/$/u, "").split("/");
  const subfolder = [...rest, ...folder, ...refFolder].join("/");
  return build(owner, repository, ref === "" || ref === undefined ? "HEAD" : ref, subfolder, input);
}

/** Reads the path of a github.com address: /owner/repo, and /tree, /blob, /commit, /releases/tag below it. */
export function parseGitHubUrl(path: readonly string[], fragment: string, input: string): Result<Target> {
  const parts = path.map(decodePart);
  if (parts.some((part) => part === null)) return reject(input, "the address is malformed");
  const [owner = "", last = "", view, ...rest] = parts as string[];
  const [repository = "", atRef] = splitOnce(last, "@");
  const [first, second] = rest;
  if (view === undefined) return build(owner, repository, atRef ?? (fragment === "" ? "HEAD" : fragment), "", input);
  if (view === "tree" && first !== undefined) return build(owner, repository, first, rest.slice(1).join("/"), input);
  if (view === "blob" && first !== undefined) return build(owner, repository, first, rest.slice(1, -1).join("/"), input);
  if (view === "commit" && first !== undefined) return build(owner, repository, first, "", input);
  if (view === "releases" && first === "tag" && second !== undefined) return build(owner, repository, rest.slice(1).join("/"), "", input);
  return reject(input, "this github.com address is not a repository, branch, tag, commit or folder", `github:${owner}/${repository}`);
}

function build(owner: string, repositoryText: string, ref: string, folder: string, input: string): Result<Target> {
  const repository = repositoryText.replace(/\.git$/iu, "");
  if (!OWNER.test(owner)) return reject(input, `"${owner}" is not a GitHub account name`);
  if (!REPOSITORY.test(repository) || repository === "." || repository === "..")
    return reject(input, "the repository name is missing or malformed", `github:${owner}/<repo>`);
  if (!isRefName(ref)) return reject(input, `"${ref}" is not a branch, tag or commit name`, `github:${owner}/${repository}`);
  const subfolder = cleanSubfolder(folder);
  if (subfolder === null) return reject(input, "the folder points outside the repository", `github:${owner}/${repository}`);
  const name = `${owner}/${repository}`;
  return ok(makeTarget("github", input, { name, versionSpec: ref, subfolder, canonicalName: name.toLowerCase() }));
}

/** The rules of git-check-ref-format(1) that matter for a name that goes into an address or a command. */
function isRefName(ref: string): boolean {
  if (ref.length === 0 || ref.length > 255 || ref.startsWith("-") || ref.startsWith("/") || ref.endsWith("/") || ref.endsWith("."))
    return false;
  return !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\.lock$/u.test(ref);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
