import { spawnSync } from "node:child_process";
import type { Files } from "../transformation.ts";
import { PythonSource } from "./source.ts";

/** Compiles every text of a JSON list, and looks for names that nothing defines; prints a JSON list of errors. */
const SCRIPT = `
import builtins, json, symtable, sys

def tables(table):
    yield table
    for child in table.get_children():
        yield from tables(child)

def error(text):
    try:
        compile(text, "program", "exec")
    except SyntaxError as problem:
        return f"line {problem.lineno}: {problem.msg}"
    top = symtable.symtable(text, "program", "exec")
    defined = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    for table in tables(top):
        for s in table.get_symbols():
            if s.is_global() and s.is_referenced() and s.get_name() not in defined and not hasattr(builtins, s.get_name()) and s.get_name() not in ("__file__", "__name__"):
                return f"nothing defines {s.get_name()}"
    return None

json.dump([error(text) for text in json.load(sys.stdin)], sys.stdout)
`;

/**
 * Checks programs: with Python where it is installed (3.10 or newer), else by our own parser.
 * @returns for each program the first of its errors
 */
export function compileErrors(programs: readonly Files[]): (string | null)[] {
  const texts = programs.flatMap((files, at) => [...files].map(([file, text]) => ({ at, file, text })));
  const errors =
    byPython(texts.map(({ text }) => text)) ??
    texts.map(({ text }) => PythonSource.read(text, ({ root }) => (root.hasError ? "it does not parse" : null)));
  const first: (string | null)[] = programs.map(() => null);
  texts.forEach(({ at, file }, index) => {
    const error = errors[index] ?? null;
    if (error !== null) first[at] ??= `${file}: ${error}`;
  });
  return first;
}

function byPython(texts: readonly string[]): (string | null)[] | null {
  const version = spawnSync("python3", ["-c", "import sys; print(sys.version_info >= (3, 10))"], { encoding: "utf8" });
  if (version.error !== undefined || version.stdout?.trim() !== "True") return null;
  const run = spawnSync("python3", ["-c", SCRIPT], { input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(`the check did not run: ${run.stderr}`);
  return JSON.parse(run.stdout) as (string | null)[];
}
