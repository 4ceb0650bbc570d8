import type { Unit } from "./ir.ts";

/** One file to lower. `text` has its byte order mark removed. */
export interface SourceFile {
  /** Relative to the snapshot root, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A language front end: pure, total (broken code still gives a Unit, with problems), and keeps no syntax tree. */
export interface FrontEnd {
  readonly extensions: readonly string[];
  lower(file: SourceFile): Unit;
}
