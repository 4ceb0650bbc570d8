import { CLASS, DECL_WIDTH, FUNC, FuncFlag, type Span, type Unit } from "./ir.ts";

/** Operands of a list that starts at `at` (the offset of its count). */
export function list(unit: Unit, at: number): Int32Array {
  return unit.data.subarray(at + 1, at + 1 + (unit.data[at] as number));
}

/** Offset just behind the list that starts at `at`. */
export function afterList(unit: Unit, at: number): number {
  return at + 1 + (unit.data[at] as number);
}

export function text(unit: Unit, stringId: number): string {
  return stringId < 0 ? "" : (unit.strings[stringId] as string);
}

export function funcNode(unit: Unit, functionId: number): number {
  return unit.functions[functionId] as number;
}

export function funcName(unit: Unit, functionId: number): string {
  return text(unit, unit.data[funcNode(unit, functionId) + FUNC.name] as number);
}

/** Whether a function has no `this` and no `arguments` of its own. */
export function isArrow(unit: Unit, functionId: number): boolean {
  return ((unit.data[funcNode(unit, functionId) + FUNC.flags] as number) & FuncFlag.arrow) !== 0;
}

export function params(unit: Unit, functionId: number): Int32Array {
  return list(unit, funcNode(unit, functionId) + FUNC.params);
}

export function funcDecorators(unit: Unit, functionId: number): Int32Array {
  return list(unit, afterList(unit, funcNode(unit, functionId) + FUNC.params));
}

export function classNode(unit: Unit, classId: number): number {
  return unit.classes[classId] as number;
}

export function supers(unit: Unit, classId: number): Int32Array {
  return list(unit, classNode(unit, classId) + CLASS.supers);
}

export function members(unit: Unit, classId: number): Int32Array {
  return list(unit, afterList(unit, classNode(unit, classId) + CLASS.supers));
}

export function classDecorators(unit: Unit, classId: number): Int32Array {
  return list(unit, afterList(unit, afterList(unit, classNode(unit, classId) + CLASS.supers)));
}

export function declName(unit: Unit, decl: number): string {
  return text(unit, unit.decls[decl * DECL_WIDTH] as number);
}

/** Line (from 1) of an offset, by binary search. */
export function lineAt(unit: Unit, offset: number): number {
  const starts = unit.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

export function spanOf(unit: Unit, node: number): Span {
  const start = unit.data[node + 1] as number;
  const end = unit.data[node + 2] as number;
  const startLine = lineAt(unit, start);
  const endLine = lineAt(unit, end);
  return {
    startLine,
    startCol: start - (unit.lineStarts[startLine - 1] as number) + 1,
    endLine,
    endCol: end - (unit.lineStarts[endLine - 1] as number) + 1,
  };
}
