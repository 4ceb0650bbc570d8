import type { Model } from "../define/model.ts";
import type { ApiNode, ApiRows } from "./api.ts";
import { argumentAt } from "./arguments.ts";
import { dataIn } from "./calls.ts";
import type { Frame } from "./engine.ts";
import { settled } from "./facts.ts";
import { recordDirect } from "./record.ts";
import { type CallTerm, constant, type Form, isUntrusted, join, NOTHING, stringOf, type Value } from "./value.ts";

/** Derivations after which a path still names the same file. */
const SAME_FILE: ReadonlySet<string> = new Set(["identity", "trimmed", "path-resolve", "path-normalize", "path-real", "concat", "choice"]);
const MAX_NAMES = 12;

const forms = new WeakMap<Form, number>();
let nextForm = 1;

/**
 * Names by which the file is known that a path or an open file stands for: its text if that is fixed, else where it was
 * made (the call that opened it or joined its path, the text put together), or the datum that it is.
 */
function namesOf(file: Value, depth = 0): string[] {
  const out: string[] = [];
  const text = stringOf(file);
  if (text !== null) return text === "" ? [] : [`text ${text}`];
  if (file.vid !== 0 && file.labels.length > 0) out.push(`datum ${file.vid}`);
  for (const atom of file.atoms) {
    if (atom.tag === "const") out.push(`text ${String(atom.value)}`);
    if (atom.tag !== "api" || atom.call === null) continue;
    out.push(`call ${atom.call.unit}.${atom.call.node}`);
    const [first] = atom.call.args;
    if (first !== undefined && depth < 3 && !SEVERAL.test(atom.api.name)) out.push(...namesOf(first, depth + 1));
  }
  const { form } = file;
  if (form !== null) {
    out.push(`form ${formName(form)}`);
    const parts = form.inputs.filter((input) => stringOf(input) !== "");
    if (depth < 3 && SAME_FILE.has(form.op) && (parts.length === 1 || form.op === "choice"))
      for (const part of parts) out.push(...namesOf(part, depth + 1));
  }
  return [...new Set(out)].slice(0, MAX_NAMES);
}

/** Calls whose first argument is a folder, shared by many files. */
const SEVERAL = /join|mkdtemp|mkstemp|temp|tmp/i;

function formName(form: Form): number {
  let name = forms.get(form);
  if (name === undefined) {
    name = nextForm++;
    forms.set(form, name);
  }
  return name;
}

/** Data becomes the text of a file. */
export function recordWritten(f: Frame, row: Model["writes"][number], call: CallTerm): void {
  let text = NOTHING;
  for (const value of argumentAt(f, row.at, call)) text = join(text, settled(value, f.state.facts));
  if (!isUntrusted({ ...text, labels: dataIn(text, 2) })) return;
  for (const file of argumentAt(f, row.to, call)) {
    for (const name of namesOf(file)) {
      const before = f.engine.written.get(name) ?? NOTHING;
      const after = join(before, text);
      f.engine.written.set(name, after);
      if (after !== before && f.engine.entry >= 0) f.engine.sharedTaint++;
    }
  }
}

/** What was put into a queue or file comes out of it again; nothing where nobody has put data there. */
export function writtenBefore(f: Frame, rows: ApiRows | null, call: CallTerm): Value {
  let text = NOTHING;
  for (const row of rows?.reads ?? [])
    for (const file of argumentAt(f, row.from, call))
      for (const name of namesOf(file)) text = join(text, f.engine.written.get(name) ?? NOTHING);
  return text;
}

/** A file is run: what was written into it is code. Of several arguments the first that may name a file counts. */
export function recordRun(f: Frame, row: Model["runs"][number], api: ApiNode, call: CallTerm, node: number): void {
  if (f.engine.written.size === 0) return;
  for (const value of argumentAt(f, row.at, call)) {
    const text = stringOf(value);
    // An option with code or a module behind it: no file is run.
    if (text === "-c" || text === "-e" || text === "-m" || text === "--eval") return;
    if (text !== null && !/[./\\]/.test(text)) continue;
    recordScript(f, value, api, row.at.text, node);
    return;
  }
}

/** The text of a file that was written before is evaluated as code. */
export function recordScript(f: Frame, file: Value, api: ApiNode, argument: string, node: number): void {
  let text = NOTHING;
  for (const name of namesOf(file)) text = join(text, f.engine.written.get(name) ?? NOTHING);
  if (text !== NOTHING) recordDirect(f, "code", api.name, argument, text, node);
}

/** What stands in front of the file that a command of a shell runs. */
const RUNS =
  /(?:^|[;&|(]\s*|\s)(?:(?:ba|z|da|k)?sh|source|\.|node|deno run|bun(?: run)?|tsx|ts-node|python[\d.]*|perl|ruby|php|Rscript|osascript|pwsh|powershell)(?:\s+-[\w-]+)*\s+["']?$/;
const RUNS_FIXED = new RegExp(`${RUNS.source.slice(0, -1)}([^\\s"';&|<>()]+)`);

/** Files that a command of a shell runs: behind an interpreter, or alone at its start. */
export function scriptsIn(command: Value): Value[] {
  const text = stringOf(command);
  if (text !== null) {
    const fixed = RUNS_FIXED.exec(text)?.[1];
    return fixed === undefined ? [] : [{ ...command, atoms: constant(fixed).atoms }];
  }
  if (command.form?.op !== "concat") return [command];
  let before = "";
  const out: Value[] = [];
  for (const part of command.form.inputs) {
    const fixed = stringOf(part);
    if (fixed === null && (before.trim() === "" || RUNS.test(before))) out.push(part);
    before += fixed ?? "\u0000";
  }
  return out;
}
