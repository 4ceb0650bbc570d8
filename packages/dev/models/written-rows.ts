import { parseAccessPaths } from "@mcp-assay/core/define/access-path";

/**
 * One sink row as it is written, its member names apart: `<pool>.query|execute(0)` is two. The paths say where the row
 * applies: at each value that its type names.
 */
export interface WrittenRow {
  /** "<kind> <path>", with the type's name in place of the values that have it. */
  readonly name: string;
  readonly kind: string;
  readonly paths: readonly { readonly text: string; readonly value: string }[];
}

interface ModelData {
  readonly types?: Readonly<Record<string, string | readonly string[]>>;
  readonly sinks?: readonly { readonly at: string | readonly string[]; readonly kind: string }[];
}

/** The sink rows of a model that has been checked, from its data as written; the same path and kind under two conditions is one row. */
export function writtenRows(data: unknown): WrittenRow[] {
  const { types = {}, sinks = [] } = data as ModelData;
  const named = new Map(Object.entries(types).map(([name, paths]) => [name, [paths].flat()]));
  const rows = sinks.flatMap(({ at, kind }) => [at].flat().flatMap((text) => rowsOf(text, kind, named)));
  return [...new Map(rows.map((row) => [row.name, row])).values()];
}

function rowsOf(text: string, kind: string, types: ReadonlyMap<string, readonly string[]>): WrittenRow[] {
  const type = /^<[^>]+>/.exec(text)?.[0] ?? null;
  if (type === null) return textsOf(text).map((path) => ({ name: `${kind} ${path}`, kind, paths: [{ text: path, value: "" }] }));
  const values = textsOf(type, types);
  // A path cannot begin with a dot or an end: a letter holds the place of the value.
  return textsOf(`v${text.slice(type.length)}`).map((path) => {
    const rest = path.slice(1);
    return { name: `${kind} ${type}${rest}`, kind, paths: values.map((value) => ({ text: value + rest, value })) };
  });
}

function textsOf(text: string, types?: ReadonlyMap<string, readonly string[]>): string[] {
  const paths = parseAccessPaths(text, types);
  if (!paths.ok) throw new Error(paths.problem.message);
  return paths.value.map((path) => path.text);
}
