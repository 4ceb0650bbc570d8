import type { Bound, Value } from "./value.ts";

/** The functions of a value with their receiver and first arguments fixed; what is no function stays as it is. */
export function withBound(callee: Value, self: Value | null, args: readonly Value[], keywords: Bound["keywords"]): Value {
  if (self === null && args.length === 0 && keywords === null) return callee;
  const name = `${nameOf(self)}(${args.map(nameOf).join(",")}${[...(keywords ?? [])].map(([key, value]) => `,${key}=${nameOf(value)}`).join("")})`;
  const atoms = callee.atoms.map((atom) => {
    if (atom.tag === "closure")
      return { ...atom, key: `${atom.key}/b${name}`, self: atom.self ?? self, bound: before(atom.bound, args, keywords) };
    if (atom.tag === "api" && (args.length > 0 || keywords !== null))
      return { ...atom, key: `${atom.key}/b${name}`, bound: before(atom.bound ?? null, args, keywords) };
    return atom;
  });
  return { ...callee, atoms };
}

/** All arguments of a call: the bound ones stand before the given ones, which win over bound keywords. */
export function before(bound: Bound | null, args: readonly Value[], keywords: Bound["keywords"]): Bound {
  if (bound === null) return { args, keywords };
  return {
    args: [...bound.args, ...args],
    keywords: bound.keywords === null ? keywords : new Map([...bound.keywords, ...(keywords ?? [])]),
  };
}

function nameOf(value: Value | null): string {
  return value === null ? "" : `${value.vid}${value.atoms.map((atom) => atom.key).join("+")}`;
}
