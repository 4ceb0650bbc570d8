import type { Transformation } from "../transformation.ts";
import { BODIES } from "./bodies.ts";
import { EXTRACTIONS } from "./extraction.ts";
import { MODULES } from "./modules.ts";
import { NAMES } from "./names.ts";
import { TEXTS } from "./texts.ts";
import { VALUES } from "./values.ts";

/** Every transformation of a server in Python. */
export const PYTHON: readonly Transformation[] = [...NAMES, ...TEXTS, ...VALUES, ...EXTRACTIONS, ...BODIES, ...MODULES];
