import { normalisePyPiName } from "../../target/pypi.ts";
import type { Locked } from "./locked.ts";
import { readRequirement } from "./requirements.ts";

/** Header lines of a METADATA or PKG-INFO file (packaging.python.org, "Core metadata"); the description below them is left out. */
function headers(text: string): readonly (readonly [name: string, value: string])[] {
  const head = text.split(/\r?\n\r?\n/u, 1)[0] ?? "";
  return head.split(/\r?\n/u).flatMap((line) => {
    const found = /^([A-Za-z][\w-]*):\s*(.*)$/u.exec(line);
    return found === null ? [] : [[(found[1] ?? "").toLowerCase(), found[2] ?? ""] as const];
  });
}

/** What the metadata of a release asks for. Requirements of extras only count as asked for by nobody in particular. */
export function readRequiresDist(text: string): readonly Locked[] {
  return headers(text).flatMap(([name, value]) => {
    if (name !== "requires-dist" || /;.*\bextra\s*==/u.test(value)) return [];
    return readRequirement(value, false) ?? [];
  });
}

/** The distribution that the metadata is about, as it lies installed. */
export function readDistribution(text: string): readonly Locked[] {
  const found = new Map(headers(text).toReversed());
  const [name, version] = [found.get("name"), found.get("version")];
  return name === undefined || version === undefined
    ? []
    : [{ ecosystem: "PyPI", name: normalisePyPiName(name), version, dev: false, direct: null }];
}
