import table from "./languages.json" with { type: "json" };

const PROGRAMMING: ReadonlyMap<string, string> = new Map(Object.entries(table.programming));
const OTHER: ReadonlyMap<string, string> = new Map(Object.entries(table.other));
const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(table.names));

/** Lowercase extension with its dot, "" if the name has none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot).toLowerCase();
}

/** Language by file name, null if the name tells none. */
export function languageOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const extension = extensionOf(path);
  return PROGRAMMING.get(extension) ?? OTHER.get(extension) ?? NAMES.get(name) ?? NAMES.get(name.split(".")[0] ?? "") ?? null;
}

/** Whether a file of this name holds a program in any language that we know by name. */
export function isProgram(path: string): boolean {
  return PROGRAMMING.has(extensionOf(path));
}
