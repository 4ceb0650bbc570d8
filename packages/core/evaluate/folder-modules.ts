import { directoryOf, joinPath } from "../graph/paths.ts";
import type { Frame } from "./engine.ts";
import { moduleValue } from "./modules.ts";
import { isUntrusted, join, NOTHING, stringOf, UNKNOWN, type Value } from "./value.ts";

/** Modules that one loader may load; more are left out. */
const MOST = 400;

/**
 * import() of a name that is put together at run time: a loader that reads a folder. What it may load are the
 * modules below the folders that the loading file names in its texts; without such texts, its neighbours.
 */
export function modulesOfFolders(f: Frame): Value {
  const base = directoryOf(f.unit.path);
  const folders = new Set<string>();
  for (const literal of f.unit.strings) {
    if (literal.length > 60 || !/^\.{0,2}\/?[\w.-]+(?:\/[\w.-]+)*\/?$/.test(literal)) continue;
    for (const from of [base, directoryOf(base)]) folders.add(joinPath(from, literal));
  }
  for (const folder of ["", base, directoryOf(base)]) folders.delete(folder);
  const named = modulesBelow(f, folders, true);
  return named === UNKNOWN ? modulesBelow(f, new Set([base]), false) : named;
}

/**
 * importlib.import_module(f"package.tools.{name}"): the modules of the package that the constant beginning of the
 * name says, else those of the loading file's own. NOTHING for a name that comes from outside.
 */
export function modulesOfPackage(f: Frame, name: Value): Value {
  const whole = stringOf(name);
  if (whole !== null) {
    const unit = f.engine.program.resolve(f.unitIndex, whole);
    return unit === null ? NOTHING : moduleValue(f.engine, unit);
  }
  if (isUntrusted(name)) return NOTHING;
  const first = name.form?.op === "concat" ? name.form.inputs[0] : undefined;
  const prefix = first === undefined ? "" : (stringOf(first) ?? "");
  const end = prefix.lastIndexOf(".");
  const unit = end < 0 ? null : f.engine.program.resolve(f.unitIndex, prefix.startsWith(".") ? prefix : prefix.slice(0, end));
  const folder = directoryOf(unit === null ? f.unit.path : f.engine.unit(unit).path);
  return modulesBelow(f, new Set([folder, ...(unit === null ? namedFolders(f) : [])]), false);
}

/** Folders beside a Python file that its texts or imports name. */
function namedFolders(f: Frame): string[] {
  const base = directoryOf(f.unit.path);
  return f.unit.strings.filter((literal) => /^\w{2,40}$/.test(literal)).map((literal) => joinPath(base, literal));
}

function modulesBelow(f: Frame, folders: ReadonlySet<string>, deep: boolean): Value {
  let result = UNKNOWN;
  let left = MOST;
  for (const [path, index] of f.engine.program.byPath) {
    if (index === f.unitIndex || (f.engine.unit(index).language === "python") !== (f.unit.language === "python") || left === 0) continue;
    let folder = directoryOf(path);
    while (deep && folder !== "" && !folders.has(folder)) folder = directoryOf(folder);
    if (!folders.has(folder)) continue;
    result = join(result, moduleValue(f.engine, index));
    left--;
  }
  return result;
}
