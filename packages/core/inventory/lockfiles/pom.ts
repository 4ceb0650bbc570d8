import type { Locked } from "./locked.ts";

/** An element is read up to this many characters: a dependency is a few lines. */
const MAX_ELEMENT = 4000;

/** pom.xml: its own `<dependency>` elements, with `${property}` versions filled in from `<properties>`. Parents and imports are not in the file. */
export function readPom(text: string): readonly Locked[] {
  const plain = text.replaceAll(/<!--[\s\S]*?(?:-->|$)/gu, "");
  const properties = new Map(
    [...elements(plain, "properties")].flatMap((block) =>
      [...block.matchAll(/<([\w.-]+)>([^<>]{0,200})<\//gu)].map(([, name = "", value = ""]) => [name, value.trim()] as const),
    ),
  );
  return elements(plain, "dependency").flatMap((block) => {
    const field = (name: string): string | undefined => new RegExp(`<${name}>\\s*([^<>]{1,200}?)\\s*</${name}>`, "u").exec(block)?.[1];
    const [group, artifact, requirement] = [field("groupId"), field("artifactId"), field("version")];
    if (group === undefined || artifact === undefined) return [];
    const filled = requirement?.replaceAll(/\$\{([\w.-]+)\}/gu, (whole, name: string) => properties.get(name) ?? whole);
    const version = filled !== undefined && /^[\w.-]+$/u.test(filled) ? filled : null;
    const scope = field("scope");
    return [
      {
        ecosystem: "Maven" as const,
        name: `${group}:${artifact}`,
        version,
        ...(filled === undefined ? {} : { requirement: filled }),
        dev: scope === "test" || scope === "provided",
        direct: true,
      },
    ];
  });
}

/** Contents of all elements of a name, found by their ends so that the time stays linear. */
function elements(text: string, name: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(`<${name}>`); at !== -1; at = text.indexOf(`<${name}>`, at + 1)) {
    const start = at + name.length + 2;
    const window = text.slice(start, start + MAX_ELEMENT);
    const end = window.indexOf(`</${name}>`);
    if (end !== -1) found.push(window.slice(0, end));
  }
  return found;
}
