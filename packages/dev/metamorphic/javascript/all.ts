import type { Transformation } from "../transformation.ts";
import { ARGUMENTS } from "./arguments.ts";
import { COMPILERS } from "./compilers.ts";
import { CONTROL } from "./control.ts";
import { EXTRACTIONS } from "./extraction.ts";
import { FILES } from "./files.ts";
import { HANDLERS } from "./handlers.ts";
import { aliasImports, aliasLocally, dynamicImports, namespaceImports, renameAll } from "./names.ts";
import { sumToTemplate, templateToJoin, templateToSum } from "./texts.ts";

/** Every transformation of a server in TypeScript. */
export const JAVASCRIPT: readonly Transformation[] = [
  ...[renameAll, aliasImports, namespaceImports, aliasLocally, dynamicImports],
  ...[templateToSum, templateToJoin, sumToTemplate],
  ...ARGUMENTS,
  ...CONTROL,
  ...EXTRACTIONS,
  ...HANDLERS,
  ...FILES,
  ...COMPILERS,
];
