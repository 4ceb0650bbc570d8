import { normalisePyPiName } from "../../target/pypi.ts";
import { parseToml } from "../formats/toml.ts";
import { exactVersion, type Locked } from "./locked.ts";
import { readRequirement } from "./requirements.ts";
import { entriesAt, listAt, textAt } from "./tree.ts";

/** pyproject.toml: PEP 621 dependencies and extras, PEP 735 groups, and Poetry's own tables. */
export function readPyproject(text: string): readonly Locked[] {
  const data = parseToml(text);
  const standard = requirements(listAt(data, "project", "dependencies"), false);
  const extras = entriesAt(data, "project", "optional-dependencies").flatMap(([, list]) => requirements(listAt(list), false));
  const groups = entriesAt(data, "dependency-groups").flatMap(([, list]) => requirements(listAt(list), true));
  const poetryGroups = entriesAt(data, "tool", "poetry", "group").flatMap(([, group]) => poetry(entriesAt(group, "dependencies"), true));
  const poetryOwn = [
    ...poetry(entriesAt(data, "tool", "poetry", "dependencies"), false),
    ...poetry(entriesAt(data, "tool", "poetry", "dev-dependencies"), true),
  ];
  return [...standard, ...extras, ...groups, ...poetryOwn, ...poetryGroups];
}

function requirements(list: readonly unknown[], dev: boolean): Locked[] {
  return list.flatMap((entry) => (typeof entry === "string" ? (readRequirement(entry, dev) ?? []) : []));
}

/** Poetry writes "^1.2", or a table with a version; "python" is the interpreter. A bare "1.2" is exact. */
function poetry(entries: readonly (readonly [string, unknown])[], dev: boolean): Locked[] {
  return entries.flatMap(([name, entry]) => {
    const requirement = typeof entry === "string" ? entry : textAt(entry, "version");
    if (name === "python" || requirement === undefined) return [];
    return [
      {
        ecosystem: "PyPI" as const,
        name: normalisePyPiName(name),
        version: exactVersion(requirement.replace(/^==\s*/u, "")),
        requirement,
        dev,
        direct: true,
      },
    ];
  });
}
