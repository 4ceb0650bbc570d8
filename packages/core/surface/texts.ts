import type { Engine } from "../evaluate/engine.ts";
import { atomValue, constantsOf, stringOf, type Value } from "../evaluate/value.ts";
import { Op } from "../language/ir.ts";
import { spanOf } from "../language/read.ts";
import type { Selected } from "./selectors.ts";
import type { LocatedText, Place } from "./surface.ts";

/** Place of a node in the snapshot. */
export function placeOf(engine: Engine, unit: number, node: number): Place {
  const source = engine.unit(unit);
  const span = spanOf(source, node);
  return { file: source.path, startLine: span.startLine, startCol: span.startCol, endLine: span.endLine, endCol: span.endCol };
}

/** Stands for the part of a text that only the running server knows. */
export const COMPUTED = "{…}";

/** Text of a value as far as it is known; computed parts show as {…}. */
export function textOf(value: Value): { text: string; complete: boolean } | null {
  const whole = stringOf(value);
  if (whole !== null) return { text: whole, complete: true };
  if (value.form?.op === "concat") {
    let text = "";
    let complete = true;
    for (const part of value.form.inputs) {
      const inner = textOf(part);
      if (inner === null) {
        complete = false;
        text += COMPUTED;
      } else {
        text += inner.text;
        complete &&= inner.complete;
      }
    }
    return { text, complete };
  }
  const constants = constantsOf(value)?.filter((item) => typeof item === "string" || typeof item === "number");
  if (constants !== undefined && constants.length > 0) return { text: constants.map(String).join(" | "), complete: constants.length === 1 };
  const strings = value.atoms.flatMap((atom) => (atom.tag === "const" && typeof atom.value === "string" ? [atom.value] : []));
  return strings.length > 0 ? { text: strings.join(" | "), complete: false } : null;
}

/** The texts that a value is one of, each as a value; the value itself where it is a single text or put together. */
export function alternativesOf(value: Value): Value[] {
  const texts = value.atoms.filter((atom) => atom.tag === "const" && typeof atom.value === "string");
  return texts.length > 1 && value.form?.op !== "concat" ? texts.map((atom) => atomValue(atom)) : [value];
}

export function locatedText(engine: Engine, selected: Selected | null): LocatedText | null {
  if (selected === null) return null;
  const found = textOf(selected.value);
  if (found === null) return null;
  return { text: found.text, complete: found.complete, place: textPlace(engine, selected) };
}

/** A docstring stands between the line that names its function and the end of its body's first statement. */
function textPlace(engine: Engine, selected: Selected): Place {
  const unit = engine.unit(selected.unit);
  const place = placeOf(engine, selected.unit, selected.node);
  if (unit.data[selected.node] !== Op.FuncRec) return place;
  const body = spanOf(unit, unit.data[selected.node + 8] as number);
  return { file: place.file, startLine: place.startLine, startCol: 1, endLine: Math.max(place.startLine, body.startLine), endCol: 1 };
}
