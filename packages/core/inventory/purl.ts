import { PackageURL } from "packageurl-js";
import type { TargetType } from "../snapshot.ts";
import type { Ecosystem } from "./lockfiles/locked.ts";

const ECOSYSTEM_TYPES: Readonly<Record<Ecosystem, string>> = {
  npm: "npm",
  PyPI: "pypi",
  Go: "golang",
  "crates.io": "cargo",
  Maven: "maven",
};
const TARGET_TYPES: Readonly<Partial<Record<TargetType, string>>> = { npm: "npm", pypi: "pypi", github: "github", docker: "docker" };

/** The package URL (github.com/package-url/purl-spec); "" for names that the rules of its type do not admit. */
export function purlOf(ecosystem: Ecosystem, name: string, version: string | null): string {
  const cut = ecosystem === "Maven" ? name.lastIndexOf(":") : name.lastIndexOf("/");
  return written(ECOSYSTEM_TYPES[ecosystem], name, cut, ecosystem === "Go" && version !== null ? `v${version}` : version);
}

/** The package URL of what is scanned; "" where there is none. */
export function targetPurl(type: TargetType, name: string, version: string | null): string {
  const kind = TARGET_TYPES[type];
  return kind === undefined ? "" : written(kind, name, name.lastIndexOf("/"), version);
}

function written(type: string, name: string, cut: number, version: string | null): string {
  try {
    return new PackageURL(type, cut === -1 ? undefined : name.slice(0, cut), name.slice(cut + 1), version ?? undefined).toString();
  } catch {
    return "";
  }
}
