import type { InventoryView, ManifestKind } from "./inventory.ts";

const ROOTS: ReadonlySet<ManifestKind> = new Set([
  "package.json",
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "mcpb-manifest",
  "server.json",
]);

/** The folder of the nearest manifest above a file: files with the same one belong to the same server. "" is the root. */
export function serverRoots({ manifests }: Pick<InventoryView, "manifests">): (path: string) => string {
  const folders = new Set(manifests.filter(({ kind }) => ROOTS.has(kind)).map(({ path }) => folderOf(path)));
  return (path) => {
    let folder = folderOf(path);
    while (folder !== "" && !folders.has(folder)) folder = folderOf(folder);
    return folder;
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
