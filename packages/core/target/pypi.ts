import { ok, type Result } from "../problem.ts";
import { decodePart, makeTarget, reject, type Target } from "./target.ts";

/** Project names as the packaging specification allows them (packaging.python.org, "Names and normalization"). */
const NAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/iu;
const CLAUSE = /^\s*(?:===?|~=|!=|<=|>=|<|>)\s*[\w.!+*-]+\s*$/u;
const VERSION = /^v?\d[\w.!+-]*$/u;

/** PEP 503: runs of ".", "_" and "-" are one "-", letters are lower case. */
export function normalisePyPiName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/gu, "-");
}

/** Reads `name`, `name[extra]`, each with PEP 440 clauses (`==1.2`, `>=1,<2`) or `@version`; no prefix and no URL. */
export function parsePyPi(text: string, input: string): Result<Target> {
  const parts = /^([^\s[<>=!~@;]*)\s*(\[[^\]]*\])?\s*(.*)$/su.exec(text.trim());
  const typed = parts?.[1] ?? "";
  if (!NAME.test(typed) || typed.length > 200) return reject(input, `"${typed}" is not a PyPI project name`);
  const name = normalisePyPiName(typed);
  const spec = readSpec((parts?.[3] ?? "").trim());
  if (spec === null) return reject(input, "the version is not a PEP 440 version or range", `pypi:${name}==${versionInside(text)}`);
  const exact = /^==(?!=)\s*([^*,\s]+)$/u.exec(spec)?.[1];
  return ok(makeTarget("pypi", input, { name, versionSpec: spec, canonicalVersion: exact ?? spec }));
}

/** Reads the path of a pypi.org address: /project/<name>/ and /project/<name>/<version>/. */
export function parsePyPiUrl(path: readonly string[], input: string): Result<Target> {
  const [first, name, version] = path.map(decodePart);
  if ((first !== "project" && first !== "simple") || typeof name !== "string") {
    return reject(input, "this pypi.org address is not a project page", "https://pypi.org/project/<name>/");
  }
  return parsePyPi(typeof version === "string" ? `${name}==${version}` : name, input);
}

/** "latest", or clauses without blanks and joined by commas; null when it is neither. An environment marker is dropped. */
function readSpec(text: string): string | null {
  const spec = (text.split(";")[0] ?? "").trim();
  if (spec === "" || spec === "@latest") return "latest";
  const bare = spec.startsWith("@") ? spec.slice(1).trim() : spec;
  if (VERSION.test(bare)) return spec.startsWith("@") ? `==${bare}` : null;
  const clauses = bare.replace(/^\((.*)\)$/su, "$1").split(",");
  if (!clauses.every((clause) => CLAUSE.test(clause))) return null;
  return clauses.map((clause) => clause.replaceAll(/\s+/gu, "")).join(",");
}

function versionInside(text: string): string {
  return /\d+(?:\.\d+)*/u.exec(text.replace(/^[^<>=!~@\s]*/u, ""))?.[0] ?? "1.0";
}
