import named from "./modules.json" with { type: "json" };

/** Import names of distributions that are called otherwise. */
const NAMED: Readonly<Record<string, readonly string[]>> = named;

/** Names under which code imports a package; in Python in lower case. */
export function modulesOf(ecosystem: string, name: string): readonly string[] {
  if (ecosystem !== "PyPI") return [name];
  const usual = [name.replaceAll("-", "_"), name.replaceAll("-", ".")];
  return [...new Set([...usual, ...(Object.hasOwn(NAMED, name) ? (NAMED[name] ?? []) : []).map((module) => module.toLowerCase())])];
}
