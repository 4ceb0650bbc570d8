import type { PythonFunction, PythonSource } from "./source.ts";

const STEP = "    ";

/** Statements of a function as text, at the indentation of a module-level function's body. */
export function bodyOf(source: PythonSource, fn: PythonFunction): string {
  const [first] = fn.statements;
  const last = fn.statements.at(-1);
  return first === undefined || last === undefined ? "pass" : source.slice(first, last);
}

/** The same statements further in. The programs here have no text of several lines but docstrings. */
export function deeper(text: string, levels = 1): string {
  return text.replaceAll(/\n(?=[^\n])/g, `\n${STEP.repeat(levels)}`);
}

export function defined(fn: Pick<PythonFunction, "isAsync">, name: string, parameters: string, body: string): string {
  return `${fn.isAsync ? "async " : ""}def ${name}(${parameters}):\n${STEP}${body}\n`;
}

/** A name that the text does not use yet. */
export function freshName(text: string, stem: string): string {
  let name = stem;
  for (let at = 2; new RegExp(`\\b${name}\\b`).test(text); at++) name = `${stem}${at}`;
  return name;
}
