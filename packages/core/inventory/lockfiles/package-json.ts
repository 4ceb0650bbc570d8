import { parseJson } from "../formats/json.ts";
import { exactVersion, type Locked } from "./locked.ts";
import { entriesAt, textAt } from "./tree.ts";

const FIELDS: readonly (readonly [string, boolean])[] = [
  ["dependencies", false],
  ["optionalDependencies", false],
  ["peerDependencies", false],
  ["devDependencies", true],
];

/** package.json: what it asks for. Ranges stay ranges: which version an installation gets is not in the file. */
export function readPackageJson(text: string): readonly Locked[] {
  const data = parseJson(text);
  return FIELDS.flatMap(([field, dev]) =>
    entriesAt(data, field).flatMap(([alias, value]) => {
      if (typeof value !== "string" || /^(?:file|link|workspace|portal):/u.test(value)) return [];
      const real = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@(.*))?$/u.exec(value);
      const requirement = real === null ? value : (real[2] ?? "*");
      return [{ ecosystem: "npm" as const, name: real?.[1] ?? alias, version: exactVersion(requirement), requirement, dev, direct: true }];
    }),
  );
}

/** package.json of a package that lies unpacked under node_modules: which package it is. */
export function readInstalledPackageJson(text: string): readonly Locked[] {
  const data = parseJson(text);
  const [name, version] = [textAt(data, "name"), textAt(data, "version")];
  return name === undefined || version === undefined ? [] : [{ ecosystem: "npm", name, version, dev: false, direct: null }];
}
