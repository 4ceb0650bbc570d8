/** OSV's names of package ecosystems (ossf.github.io/osv-schema, "Defined ecosystems"). */
export type Ecosystem = "npm" | "PyPI" | "Go" | "crates.io" | "Maven";

/** One package as a lock file or manifest names it. */
export interface Locked {
  readonly ecosystem: Ecosystem;
  /** As the ecosystem normalises it: PyPI by PEP 503, Maven "group:artifact". */
  readonly name: string;
  /** Exact version; null when the file only gives a range. */
  readonly version: string | null;
  /** The range or pin as written, where there is one. */
  readonly requirement?: string;
  /** Needed only for developing; null when the file does not tell. */
  readonly dev: boolean | null;
  /** Named by the project itself; null when the file does not tell. */
  readonly direct: boolean | null;
}

/** Reads one format. Throws on text that is not of the format at all; single odd entries are left out. */
export type ReadLocked = (text: string) => readonly Locked[];

/** Whether a text is one exact version rather than a range, tag, address or path. */
export function exactVersion(text: string | undefined): string | null {
  return text !== undefined && /^v?\d+(?:[.\d]|[-+.!][\w.+-]*|(?:a|b|rc|\.?post|\.?dev)\d+)*$/iu.test(text.trim())
    ? text.trim().replace(/^v/u, "")
    : null;
}
