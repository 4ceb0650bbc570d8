import type { Dialect, SchemaLibrary } from "../define/dialect.ts";
import type { Engine } from "../evaluate/engine.ts";
import { predicateProofs, transformProofs } from "../evaluate/predicate-proofs.ts";
import { outerFrame } from "./entries.ts";
import { SchemaReader } from "./schemas.ts";
import type { Place } from "./surface.ts";
import { placeOf, textOf } from "./texts.ts";

const NOWHERE: Place = { file: "", startLine: 1, startCol: 1, endLine: 1, endCol: 1 };

/** Reader of the schemas of one program: texts are located in its files, predicates are evaluated by its engine. */
export function schemaReader(engine: Engine, dialects: readonly Dialect[]): SchemaReader {
  const libraries = new Map<string, SchemaLibrary>();
  for (const dialect of dialects)
    if (dialect.schemas !== undefined) for (const name of dialect.packages) libraries.set(name, dialect.schemas);
  return new SchemaReader(
    libraries,
    (value, unit, node) => {
      const text = textOf(value);
      return text === null ? null : { ...text, place: unit < 0 ? NOWHERE : placeOf(engine, unit, node) };
    },
    (effect, by, unit, node) => (effect === "predicate" ? predicateProofs : transformProofs)(outerFrame(engine, unit), by, node),
  );
}
