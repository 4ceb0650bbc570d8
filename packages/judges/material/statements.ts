import { FUNC, Op, type Unit } from "@mcp-assay/core/language/ir";
import { funcName, funcNode, list } from "@mcp-assay/core/language/read";

/** Offsets in the text of a unit, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface FunctionRange extends Range {
  readonly name: string;
  /** Node of its body. */
  readonly body: number;
}

/** The functions of a unit, the module itself aside. A bundle has tens of thousands: each question is answered once. */
export class FunctionIndex {
  readonly #sorted: readonly FunctionRange[];
  readonly #around = new Map<number, FunctionRange | null>();

  constructor(unit: Unit) {
    this.#sorted = Array.from({ length: Math.max(0, unit.functions.length - 1) }, (_, index) => {
      const node = funcNode(unit, index + 1);
      return { ...rangeOf(unit, node), name: funcName(unit, index + 1), body: unit.data[node + FUNC.body] as number };
    }).sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** The innermost function around an offset; null at module level. */
  around(offset: number): FunctionRange | null {
    let found = this.#around.get(offset);
    if (found === undefined) {
      // Functions nest: the last one that starts before the offset and still holds it is the innermost.
      found = this.#sorted.findLast((one) => one.start <= offset && offset < one.end) ?? null;
      this.#around.set(offset, found);
    }
    return found;
  }

  /** Functions with one of these names, in the order of the text. */
  named(names: ReadonlySet<string>): readonly FunctionRange[] {
    return this.#sorted.filter(({ name }) => names.has(name));
  }
}

/**
 * Statements of a body in order; one that is longer than `longest` gives way to the statements of its own blocks, so that a switch
 * over all tools of a server falls into its cases.
 */
export function statementsOf(unit: Unit, body: number, longest: number): Range[] {
  const out: Range[] = [];
  const visit = (block: number): void => {
    for (const node of list(unit, block + 3)) {
      const range = rangeOf(unit, node);
      const inner = range.end - range.start > longest ? blocksOf(unit, node) : [];
      if (inner.length === 0) out.push(range);
      else inner.forEach(visit);
    }
  };
  if (unit.data[body] === Op.Block) visit(body);
  return out;
}

/** Blocks directly inside a statement. */
function blocksOf(unit: Unit, node: number): number[] {
  const { data } = unit;
  const at = (offset: number): number => data[node + offset] as number;
  const blocks = (...ids: readonly number[]): number[] => ids.filter((id) => id > 0 && data[id] === Op.Block);
  switch (data[node]) {
    case Op.Block:
      return [node];
    case Op.If:
      return blocks(at(4), at(5));
    case Op.Loop:
      return blocks(at(4));
    case Op.ForEach:
      return blocks(at(5), at(6));
    case Op.Try:
      return blocks(at(3), ...[...list(unit, node + 6)].map((one) => data[one + 5] as number), at(5), at(4));
    case Op.Switch:
      return blocks(...[...list(unit, node + 5)].map((one) => data[one + 4 + (data[one + 3] as number)] as number));
    case Op.Labeled:
      return blocksOf(unit, at(4));
    default:
      return [];
  }
}

function rangeOf(unit: Unit, node: number): Range {
  return { start: unit.data[node + 1] as number, end: unit.data[node + 2] as number };
}
