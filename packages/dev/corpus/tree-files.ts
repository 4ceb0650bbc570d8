import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TreeFiles } from "./match.ts";

/** A file with a line longer than this is minified, and sinks above this line of it are matched by file alone. */
const MINIFIED_LINE = 500;
const MINIFIED_SINK = 5;
/** File name with a bundler's content hash: stem, hash, extension. */
const HASHED = /^(.*[-.])[A-Za-z0-9_]{6,12}(\.[cm]?js)$/;

/** Looks at the trees of one case on disk. */
export function treeFiles(vulnerable: string, fixed: string | null): TreeFiles {
  return {
    isMinified: (sink) => sink.line < MINIFIED_SINK && longestLine(path.join(vulnerable, sink.file)) > MINIFIED_LINE,
    counterparts: (file) => (fixed === null ? [file] : counterparts(file, fixed)),
  };
}

function longestLine(file: string): number {
  return existsSync(file)
    ? Math.max(
        ...readFileSync(file, "utf8")
          .split("\n")
          .map((line) => line.length),
      )
    : 0;
}

function counterparts(file: string, fixed: string): readonly string[] {
  const hashed = HASHED.exec(path.posix.basename(file));
  const folder = path.posix.dirname(file);
  if (existsSync(path.join(fixed, file)) || hashed === null || !existsSync(path.join(fixed, folder))) return [file];
  const same = readdirSync(path.join(fixed, folder)).filter((name) => {
    const other = HASHED.exec(name);
    return other !== null && other[1] === hashed[1] && other[2] === hashed[2];
  });
  return same.length === 0 ? [file] : same.map((name) => path.posix.join(folder, name));
}

const CODE = /\.(py|ts|js|mjs|cjs|tsx|jsx)$/;

/** Lines of code below a folder: no blank lines, no lines of comment only, no declarations, no installed packages. */
export function countCodeLines(folder: string): number {
  let lines = 0;
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, item.name);
    if (item.isDirectory()) lines += item.name === "node_modules" || item.name === ".git" ? 0 : countCodeLines(full);
    else if (item.isFile() && CODE.test(item.name) && !item.name.endsWith(".d.ts"))
      lines += codeLines(readFileSync(full, "utf8"), item.name.endsWith(".py"));
  }
  return lines;
}

/** Counts the lines of one text that hold code. */
export function codeLines(text: string, isPython: boolean): number {
  const bare = isPython ? text : text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "");
  return bare.split("\n").filter((line) => /\S/.test(line) && !(isPython ? /^\s*#/ : /^\s*\/\//).test(line)).length;
}
