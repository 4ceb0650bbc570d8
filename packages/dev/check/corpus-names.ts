import type { Violation } from "./violation.ts";

/** What names a project of the corpus: repository, package, advisory numbers. */
export interface CorpusCase {
  readonly id: string;
  readonly repo?: string | null;
  readonly package?: string | null;
  readonly cve?: string | null;
  readonly ghsa?: string | null;
}

/** A case may lie in the SDK itself, which dialects, models and examples must be able to name. */
const SPOKEN_FREELY = new Set(["@modelcontextprotocol/sdk"]);

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Checks that neither the engine nor the catalogue knows the projects they are measured on. An ordinary word that
 * happens to be a repository's name counts only together with its owner.
 */
export function corpusNameViolations(files: readonly TextFile[], cases: readonly CorpusCase[]): Violation[] {
  const names = corpusNames(cases);
  return files.flatMap((file) => {
    const text = file.text.toLowerCase();
    return names.flatMap((name) => {
      const at = indexOfWord(text, name);
      if (at < 0) return [];
      const line = text.slice(0, at).split("\n").length;
      return [{ file: file.path, line, what: `names "${name}", a case of the corpus`, todo: "describe the pattern in general words" }];
    });
  });
}

/** Lower-case names, longest first. */
export function corpusNames(cases: readonly CorpusCase[]): string[] {
  const names = new Set<string>();
  for (const one of cases) {
    const repository = one.repo?.split("/")[1];
    const packageBase = one.package?.split("/").at(-1);
    // "servers" or "inspector" is a word; "x-y-z" is a name.
    const distinctive = [repository, packageBase, one.id].filter((name) => name !== undefined && name.split(/[-_]/).length >= 3);
    for (const name of [one.repo, one.package, one.cve, one.ghsa, ...distinctive])
      if (name && /[-/]/.test(name) && !SPOKEN_FREELY.has(name)) names.add(name.toLowerCase());
  }
  return [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function indexOfWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[a-z0-9]/.test(text[at - 1] ?? "") && !/[a-z0-9]/.test(text[at + word.length] ?? "")) return at;
  }
  return -1;
}
