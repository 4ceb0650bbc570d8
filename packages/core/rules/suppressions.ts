import type { Unit } from "../language/ir.ts";
import { lineAt } from "../language/read.ts";

/** A comment of the target that asks to accept a finding. */
export interface InlineSuppression {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
}

/** `mcp-assay: allow <rule-key> -- <reason>`; without a reason it does not count. */
const ALLOW = /\bmcp-assay:\s*allow\s+([\w/-]+)[ \t]*(?:--[ \t]*([^\r\n]*))?/g;

/** Every suppression in the comments of a unit; `reason` is "" where none is given. */
export function suppressionsIn(unit: Unit, text: string): readonly InlineSuppression[] {
  if (!text.includes("mcp-assay:")) return [];
  const out: InlineSuppression[] = [];
  for (let index = 0; index + 1 < unit.comments.length; index += 2) {
    const start = unit.comments[index] as number;
    const comment = text.slice(start, unit.comments[index + 1]);
    for (const match of comment.matchAll(ALLOW)) {
      const reason = (match[2] ?? "").replace(/\s*\*\/\s*$/, "").trim();
      out.push({ file: unit.path, line: lineAt(unit, start + match.index), rule: match[1] as string, reason });
    }
  }
  return out;
}
