import type { Locked } from "./locked.ts";

/** go.mod: `require` lines, alone or in a block; "// indirect" marks what the project does not import itself (go.dev/ref/mod). */
export function readGoMod(text: string): readonly Locked[] {
  const found: Locked[] = [];
  let block = "";
  for (const raw of text.split(/\r?\n/u)) {
    const line = raw.trim();
    const opened = /^(\w+)\s*\($/u.exec(line)?.[1];
    if (opened !== undefined) block = opened;
    else if (line === ")") block = "";
    else {
      const single = /^require\s+(.*)$/u.exec(line)?.[1] ?? (block === "require" ? line : "");
      const parts = /^(\S+)\s+v(\S+)(.*)$/u.exec(single);
      if (parts !== null)
        found.push({
          ecosystem: "Go",
          name: parts[1] ?? "",
          version: parts[2] ?? "",
          dev: null,
          direct: !/\/\/.*\bindirect\b/u.test(parts[3] ?? ""),
        });
    }
  }
  return found;
}
