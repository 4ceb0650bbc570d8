import type { Unit } from "@mcp-assay/core/language/ir";
import { lineAt } from "@mcp-assay/core/language/read";
import type { Place, Tool } from "@mcp-assay/core/surface/surface";
import type { Redact } from "./redact.ts";
import { FunctionIndex, type FunctionRange, type Range, statementsOf } from "./statements.ts";

/** Source that a judge is shown. */
export interface Excerpt {
  /** The handler first, then what it calls. */
  readonly pieces: readonly Piece[];
  /** What was not shown, in words; empty if nothing. */
  readonly leftOut: readonly string[];
}

export interface Piece {
  readonly file: string;
  readonly function: string;
  readonly startLine: number;
  readonly text: string;
}

/** UTF-16 units. */
const LONGEST_HANDLER = 8_000;
const LONGEST_CALLEE = 3_000;
const LONGEST_IN_ALL = 14_000;
const MOST_CALLEES = 6;
/** Of a long line: how much, and how much of it stands before the place that is meant. */
const LONGEST_LINE = 240;
const BEFORE = 60;
const GAP = "\n… statements left out …\n";

/** Cuts excerpts out of the units of one program. */
export class Excerpts {
  readonly #units: ReadonlyMap<string, Unit>;
  readonly #textOf: (path: string) => string | null;
  readonly #redact: Redact;
  readonly #functions = new Map<string, FunctionIndex>();
  readonly #lines = new Map<string, string>();

  constructor(units: readonly Unit[], textOf: (path: string) => string | null, redact: Redact) {
    this.#units = new Map(units.map((unit) => [unit.path, unit]));
    this.#textOf = textOf;
    this.#redact = redact;
  }

  /** One line of a file without its margins, cut where it is long; "" if there is none. */
  line({ file, startLine, startCol }: Place): string {
    const key = `${startLine}:${startCol}:${file}`;
    let line = this.#lines.get(key);
    if (line === undefined) {
      line = this.#cut(file, (unit) => {
        const from = unit.lineStarts[startLine - 1] ?? 0;
        const until = unit.lineStarts[startLine] ?? Number.POSITIVE_INFINITY;
        const start = until - from > LONGEST_LINE ? Math.max(from, from + startCol - 1 - BEFORE) : from;
        return { start, end: Math.min(until, start + LONGEST_LINE) };
      }).trim();
      this.#lines.set(key, line);
    }
    return line;
  }

  /** The text of a place, at most `most` characters of it. */
  text(place: Place, most: number): string {
    return this.#cut(place.file, (unit) => {
      const start = offsetOf(unit, place.startLine, place.startCol);
      return { start, end: Math.min(offsetOf(unit, place.endLine, place.endCol), start + most) };
    });
  }

  #cut(file: string, range: (unit: Unit) => Range): string {
    const unit = this.#units.get(file);
    const text = this.#textOf(file);
    if (unit === undefined || text === null) return "";
    const { start, end } = range(unit);
    return this.#redact(text.slice(start, end));
  }

  /** The handler of a tool and its nearest callees; null if no handler was found. `reached` are places that its calls come to. */
  of(tool: Tool, reached: readonly Place[]): Excerpt | null {
    const { handler } = tool;
    const unit = handler === null ? undefined : this.#units.get(handler.place.file);
    if (handler === null || unit === undefined) return null;
    const own = this.#functionsIn(unit).around(offsetOf(unit, handler.place.startLine, handler.place.startCol));
    if (own === null) return null;
    const leftOut: string[] = [];
    const pieces = [this.#piece(unit, own, reached, LONGEST_HANDLER, leftOut)];
    let room = LONGEST_IN_ALL - (pieces[0]?.text.length ?? 0);
    const callees = this.#callees(unit, own, pieces[0]?.text ?? "", reached);
    for (const callee of callees.slice(0, MOST_CALLEES)) {
      if (room < 200) break;
      const piece = this.#piece(callee.unit, callee.fn, reached, Math.min(LONGEST_CALLEE, room), leftOut);
      pieces.push(piece);
      room -= piece.text.length;
    }
    const unseen = callees.length + 1 - pieces.length;
    if (unseen > 0) leftOut.push(`${unseen} further functions that it calls`);
    return { pieces, leftOut };
  }

  #piece(unit: Unit, fn: FunctionRange, reached: readonly Place[], room: number, leftOut: string[]): Piece {
    const text = this.#textOf(unit.path) ?? "";
    const base = { file: unit.path, function: fn.name, startLine: lineAt(unit, fn.start) };
    if (fn.end - fn.start <= room) return { ...base, text: this.#redact(text.slice(fn.start, fn.end)) };
    const offsets = reached.filter((place) => place.file === unit.path).map((place) => offsetOf(unit, place.startLine, place.startCol));
    const all = statementsOf(unit, fn.body, Math.floor(room / 3));
    const kept = choose(all, offsets, room);
    const what = fn.name === "" ? "the handler" : fn.name;
    if (kept.length < all.length) leftOut.push(`${all.length - kept.length} of ${all.length} statements of ${what}`);
    const head = text.slice(fn.start, Math.min(all[0]?.start ?? fn.end, fn.start + 400));
    return { ...base, text: this.#redact(head + joined(text, all, kept)) };
  }

  /** Functions around the places that the tool's calls come to, then functions of the same file that its text names. */
  #callees(unit: Unit, own: FunctionRange, text: string, reached: readonly Place[]): { unit: Unit; fn: FunctionRange }[] {
    const out = new Map<string, { unit: Unit; fn: FunctionRange }>();
    const add = (other: Unit, fn: FunctionRange): void => {
      const inside = other === unit && fn.start >= own.start && fn.end <= own.end;
      if (!inside) out.set(`${other.path}:${fn.start}`, { unit: other, fn });
    };
    for (const place of reached) {
      const other = this.#units.get(place.file);
      const fn = other === undefined ? null : this.#functionsIn(other).around(offsetOf(other, place.startLine, place.startCol));
      if (other !== undefined && fn !== null) add(other, fn);
    }
    const called = new Set([...text.matchAll(/([\p{L}_$][\p{L}\p{N}_$]*)\s{0,3}\(/gu)].map((match) => match[1] as string));
    for (const fn of this.#functionsIn(unit).named(called)) add(unit, fn);
    return [...out.values()];
  }

  #functionsIn(unit: Unit): FunctionIndex {
    let functions = this.#functions.get(unit.path);
    if (functions === undefined) {
      functions = new FunctionIndex(unit);
      this.#functions.set(unit.path, functions);
    }
    return functions;
  }
}

function offsetOf(unit: Unit, line: number, column: number): number {
  return (unit.lineStarts[line - 1] ?? 0) + column - 1;
}

/** Statements that hold a reached place first, then from the top, as many as fit. */
function choose(all: readonly Range[], offsets: readonly number[], room: number): Range[] {
  const holds = (one: Range): boolean => offsets.some((offset) => one.start <= offset && offset < one.end);
  const kept = new Set<Range>();
  let used = 0;
  for (const one of [...all.filter(holds), ...all.filter((one) => !holds(one))]) {
    const size = one.end - one.start + GAP.length;
    if (used + size > room) continue;
    kept.add(one);
    used += size;
  }
  return all.filter((one) => kept.has(one));
}

function joined(text: string, all: readonly Range[], kept: readonly Range[]): string {
  const shown = new Set(kept);
  let out = "";
  let gap = false;
  for (const one of all) {
    if (!shown.has(one)) {
      if (!gap) out += GAP;
      gap = true;
    } else {
      out += `${gap || out === "" ? "" : "\n"}${text.slice(one.start, one.end)}`;
      gap = false;
    }
  }
  return out;
}
