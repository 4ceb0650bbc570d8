import type { Draft, See } from "@mcp-assay/core/define/rule";

const MANIFESTS = ["package.json", "pyproject.toml", "setup.py", "PKG-INFO"];

/** The first line of the release's own manifest: the place of what a registry says about all of it. */
export function atManifest(see: See): Draft["place"] {
  for (const path of MANIFESTS) {
    const view = see.read(path);
    if (view !== null) return view.place(0, 1);
  }
  return { file: see.inventory.paths[0] ?? "", startLine: 1, startCol: 1, endLine: 1, endCol: 1 };
}
