import { readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { pathsBelow } from "../generate/catalogue-files.ts";

/** One source file of the project, parsed. */
export interface ProgramFile {
  /** From the repository root, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly isTest: boolean;
}

/** Every TypeScript file below packages/ that a person wrote; sample servers and generated files are left out. */
export async function readProgram(root: string): Promise<ProgramFile[]> {
  const paths = (await pathsBelow(root, "packages")).filter(
    (file) => /\.(ts|tsx|mts)$/.test(file) && !/\.generated\.|\.d\.ts$/.test(file) && !/(^|\/)fixtures?\//.test(file),
  );
  return Promise.all(paths.map(async (file) => programFile(file, await readFile(path.join(root, file), "utf8"))));
}

/** Parses one file; `path` decides what rules it falls under. */
export function programFile(path: string, text: string): ProgramFile {
  const isTest = /\.test\.ts$/.test(path) || /\/testing(?:\/|\.ts$)/.test(path);
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true), isTest };
}

/** Line of a position, counted from 1. */
export function lineOf(file: ProgramFile, position: number): number {
  return file.tree.getLineAndCharacterOfPosition(position).line + 1;
}
