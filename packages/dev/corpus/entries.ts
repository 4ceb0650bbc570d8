/** A line of a tree, by its path from the tree's root. */
export interface SinkLine {
  readonly file: string;
  readonly line: number;
}

/** One known flaw of a real server (cases.json). */
export interface CaseEntry {
  readonly id: string;
  readonly kind: "vulnerable" | "teaching" | "malicious";
  readonly ecosystem: "npm" | "github";
  readonly repo?: string;
  readonly package?: string;
  readonly vulnerable_ref: string;
  readonly fixed_ref: string | null;
  readonly language: string;
  readonly class: string;
  readonly cwe: string;
  readonly sinks: readonly SinkLine[];
  readonly static_detectable: boolean;
  readonly optional: boolean;
  readonly difficulty: "normal" | "hard";
  readonly negative_lines?: readonly SinkLine[];
  /** "<left>/<all>" */
  readonly sink_text_left_in_fixed?: string | null;
  readonly known_open_in_fixed?: readonly SinkLine[];
}

/** A server without a known flaw (benign.json). */
export interface BenignEntry {
  readonly ecosystem: "npm" | "github";
  readonly repo?: string;
  readonly package?: string;
  readonly version: string;
  readonly subpath: string;
}

/** One tree to have on disk and to scan; entries that share a `key` share content and scan. */
export interface Tree {
  readonly key: string;
  /** Below the corpus folder, and its name in what is printed. */
  readonly label: string;
  readonly ecosystem: "npm" | "github";
  readonly name: string;
  readonly ref: string;
  readonly subpath: string;
}

type Named = Pick<CaseEntry, "ecosystem" | "repo" | "package">;

/** The vulnerable tree of a case. */
export function vulnerableTree(entry: CaseEntry): Tree {
  return tree(entry, entry.vulnerable_ref, "", `${entry.id}/vulnerable`);
}

/** The fixed tree of a case, or null if there is none. */
export function fixedTree(entry: CaseEntry): Tree | null {
  return entry.fixed_ref === null ? null : tree(entry, entry.fixed_ref, "", `${entry.id}/fixed`);
}

/** The tree of a benign server; "/" is written "__" and commits are cut to 12 digits in its label. */
export function benignTree(entry: BenignEntry): Tree {
  const version = /^[0-9a-f]{40}$/.test(entry.version) ? entry.version.slice(0, 12) : entry.version;
  const label = [`${nameOf(entry)}@${version}`, entry.subpath].filter(Boolean).join("/").replaceAll("/", "__");
  return tree(entry, entry.version, entry.subpath, `benign/${label}`);
}

function tree(entry: Named, ref: string, subpath: string, label: string): Tree {
  const name = nameOf(entry);
  return { key: `${entry.ecosystem}:${name}@${ref}:${subpath}`, label, ecosystem: entry.ecosystem, name, ref, subpath };
}

function nameOf(entry: Named): string {
  return (entry.ecosystem === "npm" ? entry.package : entry.repo) ?? "";
}
