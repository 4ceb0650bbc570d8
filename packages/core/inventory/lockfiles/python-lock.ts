import { normalisePyPiName } from "../../target/pypi.ts";
import { parseToml } from "../formats/toml.ts";
import type { Locked } from "./locked.ts";
import { child, listAt, textAt } from "./tree.ts";

/** poetry.lock: `[[package]]` tables; before version 2 each carries its category. */
export function readPoetryLock(text: string): readonly Locked[] {
  return listAt(parseToml(text), "package").flatMap((entry) => {
    const [name, version] = [textAt(entry, "name"), textAt(entry, "version")];
    if (name === undefined || version === undefined || isElsewhere(textAt(entry, "source", "type"))) return [];
    const category = textAt(entry, "category");
    const groups = listAt(entry, "groups");
    const dev = category !== undefined ? category === "dev" : groups.length > 0 ? !groups.includes("main") : null;
    return [{ ecosystem: "PyPI" as const, name: normalisePyPiName(name), version, dev, direct: null }];
  });
}

/** uv.lock: like poetry's; the project itself is the package whose source is a folder. */
export function readUvLock(text: string): readonly Locked[] {
  const packages = listAt(parseToml(text), "package");
  const projects = packages.filter((entry) => isProject(child(entry, "source")));
  const names = (entries: readonly unknown[]): string[] => entries.flatMap((entry) => textAt(entry, "name") ?? []);
  const direct = new Set(projects.flatMap((project) => names(listAt(project, "dependencies"))));
  return packages.flatMap((entry) => {
    const [name, version] = [textAt(entry, "name"), textAt(entry, "version")];
    if (name === undefined || version === undefined || child(entry, "source", "registry") === undefined) return [];
    return [
      {
        ecosystem: "PyPI" as const,
        name: normalisePyPiName(name),
        version,
        dev: direct.has(name) ? false : null,
        direct: projects.length === 0 ? null : direct.has(name),
      },
    ];
  });
}

function isProject(source: unknown): boolean {
  return ["virtual", "editable", "directory"].some((kind) => child(source, kind) !== undefined);
}

/** Sources that are no package index: their content is not what the index has under that name. */
function isElsewhere(source: string | undefined): boolean {
  return source === "directory" || source === "file" || source === "url" || source === "git";
}
