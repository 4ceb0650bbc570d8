import { normalisePyPiName } from "../../target/pypi.ts";
import { exactVersion, type Locked } from "./locked.ts";

/** Name, extras, clauses of one requirement (PEP 508); addresses and markers are cut off. */
const REQUIREMENT = /^([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)\s*(?:\[[^\]]*\])?\s*(\(?[^;#@()]*\)?)/iu;

/** requirements.txt: one requirement a line. Options, includes and addresses are not packages of the index. */
export function readRequirements(text: string): readonly Locked[] {
  const lines = text.replaceAll(/\\\r?\n/gu, " ").split(/\r?\n/u);
  return lines.flatMap((line) => readRequirement(line.replace(/(?:^|\s)#.*$/u, "").replace(/\s--?[a-z].*$/u, ""), null) ?? []);
}

/** One requirement as pyproject.toml and requirement files write it; null for anything else. */
export function readRequirement(text: string, dev: boolean | null): Locked | null {
  const line = text.trim();
  if (line.startsWith("-") || /^[\w+.-]+:\/\/|^\.{0,2}\/|^[^;]*\s@\s/u.test(line)) return null;
  const found = REQUIREMENT.exec(line);
  if (found === null) return null;
  const requirement = (found[2] ?? "").replaceAll(/[()\s]/gu, "");
  if (requirement !== "" && !/^(?:===?|~=|!=|<=?|>=?)/u.test(requirement)) return null;
  const version = exactVersion(/^===?([^,*]+)$/u.exec(requirement)?.[1]);
  return {
    ecosystem: "PyPI",
    name: normalisePyPiName(found[1] ?? ""),
    version,
    requirement: requirement === "" ? "*" : requirement,
    dev,
    direct: true,
  };
}
