import type { HandlerConvention } from "../define/dialect.ts";
import { callValue } from "../evaluate/calls.ts";
import type { Frame } from "../evaluate/engine.ts";
import { type ApiAtom, constant, UNKNOWN, type Value } from "../evaluate/value.ts";
import type { SurfaceBuilder } from "./build.ts";
import type { Declared } from "./declarations.ts";
import { descend, itemsOf, type Selected } from "./selectors.ts";

const TOOL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  schema: ["inputSchema", "input_schema", "parameters", "schema", "paramsSchema", "args"],
  outputSchema: ["outputSchema", "output_schema"],
  handler: ["handler", "execute", "run", "callback", "cb", "handle", "call", "fn", "func", "invoke"],
};

/** Tools given as a list, as a table by name, or as a function that makes one of these. */
export function toolObjects(builder: SurfaceBuilder, declared: Declared, tools: Selected, convention?: HandlerConvention): void {
  const f = builder.frame(declared.registration.call.unit);
  for (const { key, item } of named(made(f, tools))) {
    const get = reader(f, item);
    if (get === null) continue;
    const own = get("name");
    const byKey = own === null && key !== null ? { value: constant(key), unit: tools.unit, node: tools.node } : null;
    builder.tool(declared, (field) => (field === "name" ? (own ?? byKey) : get(field)), convention);
  }
}

function made(f: Frame, tools: Selected): Value {
  const makes = tools.value.atoms.some((atom) => atom.tag === "closure");
  return makes ? callValue(f, tools.value, null, [UNKNOWN], null, tools.node) : tools.value;
}

/** Elements of lists, and of tables with the name that they stand under. */
function named(tools: Value): { key: string | null; item: Value }[] {
  return tools.atoms.flatMap((atom): { key: string | null; item: Value }[] => {
    if (atom.tag !== "object") return [];
    if (atom.shape === "array" || atom.shape === "set" || atom.shape === "generator")
      return itemsOf({ ...tools, atoms: [atom] }).map((item) => ({ key: null, item }));
    const known = [...atom.fields].map(([key, item]) => ({ key, item }));
    return [...known, ...atom.rest.atoms.map((rest) => ({ key: null, item: { ...UNKNOWN, atoms: [rest], open: false } }))];
  });
}

/** Reads a field of what stands for one tool: an object, or a library value that was made from one or from keywords. */
function reader(f: Frame, item: Value): ((field: string) => Selected | null) | null {
  const object = item.atoms.find((atom) => atom.tag === "object" || atom.tag === "api");
  if (object === undefined) return null;
  const whole =
    object.tag === "object" ? { value: item, unit: object.unit, node: object.node } : object.tag === "api" ? madeFrom(object) : null;
  return (field) => {
    for (const alias of TOOL_FIELDS[field] ?? [field]) {
      const call = object.tag === "api" ? object.call : null;
      const keyword = call?.keywords?.get(alias);
      const found =
        keyword !== undefined && call !== null
          ? { value: keyword, unit: call.unit, node: call.node }
          : whole === null
            ? null
            : descend(f, whole, alias);
      if (found !== null && says(found.value)) return found;
    }
    return null;
  };
}

/** `tool({ … })` of a library: the object that it was given. */
function madeFrom(made: ApiAtom): Selected | null {
  const given = made.call?.args[0];
  const object = given?.atoms.find((atom) => atom.tag === "object");
  if (given === undefined) return null;
  return object?.tag === "object" ? { value: given, unit: object.unit, node: object.node } : null;
}

function says(value: Value): boolean {
  return value.atoms.length > 0 && !value.atoms.every((atom) => atom.tag === "const" && atom.value === undefined);
}
