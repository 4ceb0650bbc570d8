/** What a page claims about the repository that can be checked. */
export interface PageClaims {
  /** Repository paths that it names in code spans, from the root; parts in <angle brackets> or with * are left out. */
  readonly paths: readonly string[];
  /** Relative targets of its links. */
  readonly links: readonly string[];
  /** Names of npm scripts it tells the reader to run. */
  readonly scripts: readonly string[];
  /** Shell examples that are marked `<!-- run -->`. */
  readonly examples: readonly string[];
  /** What it tells the reader to write behind `mcp-assay`: "scan . --fail-on high". */
  readonly commands: readonly string[];
}

const PATH = /^(?:packages|docs|bin|schemas|\.ci)\/[\w./-]+$/;
/** The line as far as this program reads it: pipes and redirections end it. */
const COMMAND = /(?<![\w/@.:-])mcp-(?:assay|scan) +([a-z][^\n|>&;`]*)/g;
const FENCE = /(?:(<!-- run -->)\s*)?^ *(`{3,})(\w*)\n([\s\S]*?)^ *\2 *$/gm;

/** Reads one Markdown text. */
export function pageClaims(text: string): PageClaims {
  const prose = text.replace(FENCE, "");
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] as string);
  const fences = [...text.matchAll(FENCE)].map((match) => ({
    marked: match[1] !== undefined,
    language: match[3],
    code: match[4] as string,
  }));
  const shell = fences.filter((fence) => fence.language === "sh");
  return {
    paths: spans.filter((span) => PATH.test(span)),
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => (match[1] as string).replace(/#.*$/, ""))
      .filter((link) => link !== "" && !/^[a-z]+:/.test(link)),
    scripts: [...spans, ...shell.map((fence) => fence.code)].flatMap((code) =>
      [...code.matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1] as string),
    ),
    examples: shell.filter((fence) => fence.marked).map((fence) => fence.code.trim()),
    commands: [...spans, ...fences.filter(({ language }) => language === "sh" || language === "yaml").map(({ code }) => code)].flatMap(
      (code) => [...code.matchAll(COMMAND)].map((match) => (match[1] as string).trim()),
    ),
  };
}
