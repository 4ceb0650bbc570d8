/** A program: path -> text. Its server is `server.ts` or `server.py`, until a compiler has had it. */
export type Files = ReadonlyMap<string, string>;

/** A change that keeps the meaning of a program. */
export interface Transformation {
  readonly name: string;
  /** The changed program; null if it has nothing that this changes. */
  readonly apply: (files: Files) => Files | null | Promise<Files | null>;
}

/** A transformation of one file. */
export function ofFile(name: string, file: string, change: (text: string) => string | null): Transformation {
  return {
    name,
    apply: (files) => {
      const text = files.get(file);
      const changed = text === undefined ? null : change(text);
      return changed === null || changed === text ? null : new Map([...files, [file, changed]]);
    },
  };
}

/** One transformation after another; applies only where each of them does. */
export function inTurn(name: string, ...parts: readonly Transformation[]): Transformation {
  return {
    name,
    apply: async (files) => {
      let now: Files | null = files;
      for (const part of parts) now = now === null ? null : await part.apply(now);
      return now;
    },
  };
}
