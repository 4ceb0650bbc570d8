import { createHash } from "node:crypto";
import type { CatalogueFile, CatalogueFiles } from "./catalogue-files.ts";

/** Names the catalogue's content: "sha256:…" over the path and text of every source file of it. */
export function catalogueDigest(files: CatalogueFiles): string {
  const hash = createHash("sha256");
  for (const file of [...files.rules, ...files.models, ...files.dialects, ...files.data]) {
    hash.update(`${file.path}\0${Buffer.byteLength(file.text)}\0${file.text}`);
  }
  return `sha256:${hash.digest("hex")}`;
}

/** Text of packages/catalogue/index.generated.ts: one `catalogue` that holds everything. */
export function indexFile(files: CatalogueFiles): string {
  const rules = files.rules.map((file) => ({ file, name: importName("rules", file) }));
  const dialects = files.dialects.map((file) => ({ file, name: importName("dialects", file) }));
  const imports = [...dialects, ...rules].map(({ file, name }) => `import ${name} from "./${inside(file)}";`);
  return [
    "// Written by `npm run generate` from the files of this folder. Do not edit.",
    'import type { Catalogue } from "@mcp-assay/core/define/catalogue";',
    ...imports.slice(0, dialects.length),
    'import { lazyModels } from "./lazy-models.ts";',
    'import models from "./models.generated.json" with { type: "json" };',
    ...imports.slice(dialects.length),
    "",
    "export const catalogue: Catalogue = {",
    `  version: ${JSON.stringify(files.version)},`,
    `  digest: ${JSON.stringify(catalogueDigest(files))},`,
    list("rules", rules),
    "  models: lazyModels(models),",
    list("dialects", dialects),
    "};",
    "",
  ].join("\n");
}

function list(field: string, items: readonly { readonly name: string }[]): string {
  return items.length === 0 ? `  ${field}: [],` : `  ${field}: [\n${items.map(({ name }) => `    ${name},\n`).join("")}  ],`;
}

function inside(file: CatalogueFile): string {
  return file.path.slice("packages/catalogue/".length);
}

/** "rules/injection/shell-command.ts" -> "injectionShellCommand"; words that start with a digit keep a "_". */
function importName(folder: string, file: CatalogueFile): string {
  const words = inside(file)
    .slice(folder.length + 1)
    .replace(/\.ts$/, "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const name = words.map((word, index) => (index === 0 ? word : (word[0] as string).toUpperCase() + word.slice(1))).join("");
  return /^\d/.test(name) ? `_${name}` : `${name}${folder === "dialects" ? "Dialect" : ""}`;
}
