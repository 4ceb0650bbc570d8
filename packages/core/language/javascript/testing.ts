import { printDecls, printUnit } from "../print.ts";
import { lowerJavaScript } from "./frontend.ts";

/** The IR of a source text as `printUnit` spells it. */
export function lowered(source: string, path = "file.tsx"): string {
  return printUnit(lowerJavaScript({ path, text: source }));
}

/** The declarations of a source text as `printDecls` spells them. */
export function declared(source: string, path = "file.ts"): string {
  return printDecls(lowerJavaScript({ path, text: source }));
}
