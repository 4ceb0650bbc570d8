import { normalisePyPiName } from "../../target/pypi.ts";
import { parseJson } from "../formats/json.ts";
import { parseToml } from "../formats/toml.ts";
import { exactVersion, type Locked } from "./locked.ts";
import { entriesAt, textAt } from "./tree.ts";

/** Pipfile.lock: exact pins ("==1.2") under "default" and "develop". */
export function readPipfileLock(text: string): readonly Locked[] {
  const lock = parseJson(text);
  return [false, true].flatMap((dev) =>
    entriesAt(lock, dev ? "develop" : "default").flatMap(([name, entry]) => {
      const requirement = textAt(entry, "version");
      return requirement === undefined ? [] : [python(name, requirement, dev, null)];
    }),
  );
}

/** Pipfile: what the project asks for. */
export function readPipfile(text: string): readonly Locked[] {
  const data = parseToml(text);
  return [false, true].flatMap((dev) =>
    entriesAt(data, dev ? "dev-packages" : "packages").flatMap(([name, entry]) => {
      const requirement = typeof entry === "string" ? entry : textAt(entry, "version");
      return requirement === undefined ? [] : [python(name, requirement, dev, true)];
    }),
  );
}

function python(name: string, requirement: string, dev: boolean, direct: boolean | null): Locked {
  return {
    ecosystem: "PyPI",
    name: normalisePyPiName(name),
    version: exactVersion(/^===?([^,*]+)$/u.exec(requirement)?.[1]),
    requirement,
    dev,
    direct,
  };
}
