import { fail, ok, type Result } from "../problem.ts";
import { type PathTypes, parseAccessPath, parseAccessPaths } from "./access-path.ts";
import { OPERATION_KINDS, PROOFS, SINK_KINDS, SOURCE_KINDS } from "./kinds.ts";
import { type AccessPath, type Condition, FORMS, INSTANCES, type Model } from "./model.ts";
import { nearestWord } from "./nearest-word.ts";

type Fields = ReadonlyMap<string, unknown>;
type RowsOf<S extends Section> = Model[S][number][];

const LANGUAGES = ["javascript", "python"] as const;
const CONFIDENCES = ["medium", "low"] as const;
const OUTCOMES = ["true", "false", "normal-return"] as const;
const HEAD_KEYS = ["library", "language", "docs", "aliases", "types"] as const;

const MAX_CONDITIONS = 200;

/** Keys of a row by section: those it must have, then those it may have. */
const ROW_KEYS = {
  sources: [
    ["at", "kind"],
    ["name", "when"],
  ],
  sinks: [
    ["at", "kind"],
    ["when", "confidence"],
  ],
  sanitizers: [["at", "proves"], ["forgets"]],
  guards: [["at", "proves"], ["on"]],
  passes: [["from", "keeps"], ["to"]],
  operations: [
    ["at", "kind"],
    ["roles", "when"],
  ],
  calls: [["at", "with"], []],
  returns: [["at"], ["same", "bound", "called", "wraps", "members", "instance"]],
  writes: [["at", "to"], []],
  reads: [["at", "from"], []],
  runs: [["at"], ["when"]],
  shares: [["at", "as"], []],
  receives: [["at", "as"], []],
  forms: [["at", "form"], []],
} as const satisfies Record<string, readonly [readonly string[], readonly string[]]>;
type Section = keyof typeof ROW_KEYS;
const SECTIONS = Object.keys(ROW_KEYS) as readonly Section[];

/** Keeps the first complaint; reading goes on with stand-ins, since one line is all that is reported. */
class Reader {
  complaint: string | null = null;
  types: PathTypes = new Map();

  say(message: string): null {
    this.complaint ??= message;
    return null;
  }

  /** Complaints of `read` say in which row they arose; nothing is read after the first complaint. */
  within<T>(row: string, read: () => readonly T[]): readonly T[] {
    if (this.complaint !== null) return [];
    const rows = read();
    const complaint = this.complaint as string | null;
    if (complaint !== null) this.complaint = `${row}: ${complaint}`;
    return rows;
  }

  text(value: unknown, what: string): string {
    if (typeof value === "string" && value.trim() !== "") return value;
    this.say(`${what} must be a text`);
    return "";
  }

  list(value: unknown, what: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.say(`${what} must be a list`);
    return [];
  }

  /** Own keys of a mapping, checked against the keys that it may have. */
  fields(value: unknown, what: string, allowed: readonly string[] | null, required: readonly string[] = []): Fields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.say(`${what} must be a mapping`);
      return new Map();
    }
    const fields = new Map(Object.entries(value));
    if (allowed !== null) for (const key of fields.keys()) this.word(key, allowed, `${what} has the unknown key`);
    for (const key of required) if (!fields.has(key)) this.say(`${what} lacks the key "${key}"`);
    return fields;
  }

  word<W extends string>(value: unknown, vocabulary: readonly W[], what: string): W {
    if (!(vocabulary as readonly unknown[]).includes(value)) {
      const shown = String(typeof value === "object" ? JSON.stringify(value) : value).slice(0, 60);
      this.say(`${what} "${shown}"; the nearest valid word is "${nearestWord(shown, vocabulary)}"`);
    }
    return value as W;
  }

  words<W extends string>(value: unknown, vocabulary: readonly W[], what: string): readonly W[] {
    return this.list(value, `${what}s`).map((item) => this.word(item, vocabulary, `unknown ${what}`));
  }

  /** One path or a list of paths, alternatives and types written out. */
  paths(value: unknown): readonly AccessPath[] {
    return (Array.isArray(value) ? value : [value]).flatMap((item) => {
      const parsed = parseAccessPaths(this.text(item, "an access path"), this.types);
      if (parsed.ok) return parsed.value;
      this.say(parsed.problem.message);
      return [];
    });
  }

  /** A path of the call itself: an argument or the receiver, no way to reach it. */
  relative(value: unknown): AccessPath | null {
    const parsed = parseAccessPath(this.text(value, "an access path"));
    if (!parsed.ok) return this.say(parsed.problem.message);
    const { end, steps, text } = parsed.value;
    if (steps.length > 0 || (end.kind !== "argument" && end.kind !== "this"))
      return this.say(`access path "${text}" must name an argument of the call, such as (0).name, or (this)`);
    return parsed.value;
  }

  /** What a call gives back: one of its arguments, its receiver, or a thing like another value of the library. */
  same(value: unknown): AccessPath | null {
    const parsed = parseAccessPath(this.text(value, "an access path"));
    if (!parsed.ok) return this.say(parsed.problem.message);
    return parsed.value.end.kind === "value" ? parsed.value : this.relative(value);
  }

  /** `is a|b` stands for two rows, `and` for one row with both conditions. */
  conditions(value: unknown): readonly Condition[] {
    const text = this.text(value, "when");
    let out: readonly Condition[] | null = null;
    for (const part of text.split(" and ").reverse()) {
      const read = this.alternatives(part);
      out = out === null ? read : read.flatMap((one) => (out ?? []).map((also) => ({ ...one, also })));
      if (out.length > MAX_CONDITIONS) this.say(`condition "${text.slice(0, 60)}…" stands for more than ${MAX_CONDITIONS}`);
      if (this.complaint !== null) return [];
    }
    return out ?? [];
  }

  alternatives(text: string): readonly Condition[] {
    const parts = /^(\(\S+) (is not|is|absent|present)(?: (.+))?$/.exec(text);
    const [, path, test = "", literal = ""] = parts ?? [];
    const wrong = parts === null || test.startsWith("is") !== (literal !== "") || (test === "is not" && literal.includes("|"));
    if (wrong)
      this.say(`condition "${text.slice(0, 80)}" does not read like "(2).shell is true", "(0) is not string" or "(Loader:) absent"`);
    const at = wrong ? null : this.relative(path);
    if (at === null) return [];
    if (test === "absent" || test === "present") return [{ at, test, value: null, also: null }];
    if (test === "is not") return [{ at, test: "is-not", value: literalOf(literal), also: null }];
    return literal.split("|").map((word) => {
      const type = word === "string" || word === "object" ? word : null;
      return { at, test: type ?? "is", value: type === null ? literalOf(word) : null, also: null };
    });
  }
}

/** YAML's own reading of true, false, null and numbers; quotes make a text of them. */
function literalOf(text: string): Condition["value"] {
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** One reader per section: the row that stands for each path after `at` or `from`. */
const READ_ROW: { readonly [S in Section]: (fields: Fields, reader: Reader) => RowsOf<S> } = {
  sources: (fields, reader) => {
    const kind = reader.word(fields.get("kind"), SOURCE_KINDS, "unknown source kind");
    const name = optional("name", fields.has("name") ? reader.text(fields.get("name"), "name") : undefined);
    return conditional(fields, reader, (at, when) => ({ at, kind, ...name, ...when }));
  },
  sinks: (fields, reader) => {
    const kind = reader.word(fields.get("kind"), SINK_KINDS, "unknown sink kind");
    const confidence = fields.has("confidence") ? reader.word(fields.get("confidence"), CONFIDENCES, "unknown confidence") : undefined;
    return conditional(fields, reader, (at, when) => ({ at, kind, ...optional("confidence", confidence), ...when }));
  },
  sanitizers: (fields, reader) => {
    const proves = reader.words(fields.get("proves"), PROOFS, "proof");
    const forgets = fields.has("forgets") ? reader.words(fields.get("forgets"), PROOFS, "proof") : [];
    return reader.paths(fields.get("at")).map((at) => ({ at, proves, forgets }));
  },
  guards: (fields, reader) => {
    const proves = reader.words(fields.get("proves"), PROOFS, "proof");
    // YAML reads `on: true` as a boolean.
    const on = reader.word(String(fields.get("on") ?? "true"), OUTCOMES, "unknown outcome");
    return reader.paths(fields.get("at")).map((at) => ({ at, proves, on: on as (typeof OUTCOMES)[number] }));
  },
  passes: readPasses,
  operations: (fields, reader) => {
    const kind = reader.word(fields.get("kind"), OPERATION_KINDS, "unknown operation kind");
    const roles: Record<string, AccessPath> = Object.create(null);
    for (const [role, value] of fields.has("roles") ? reader.fields(fields.get("roles"), "roles", null) : []) {
      const path = reader.relative(value);
      if (!/^[a-z]+(-[a-z]+)*$/.test(role)) reader.say(`role "${role.slice(0, 60)}" must be words in small letters, joined by dashes`);
      else if (path !== null) roles[role] = path;
    }
    return conditional(fields, reader, (at, when) => ({ at, kind, roles, ...when }));
  },
  calls: (fields, reader) => {
    const given = reader.list(fields.get("with"), "with").flatMap((item) => reader.relative(item) ?? []);
    return reader.paths(fields.get("at")).map((at) => ({ at, with: given }));
  },
  returns: (fields, reader) => {
    if (["same", "bound", "called", "wraps", "members", "instance"].filter((name) => fields.has(name)).length !== 1)
      reader.say("a row of returns has one of same, bound, called, wraps, members and instance");
    const same = fields.has("same") ? (reader.same(fields.get("same")) ?? undefined) : undefined;
    const argumentAt = (key: "bound" | "called" | "wraps" | "members") =>
      optional(key, fields.has(key) ? (reader.relative(fields.get(key)) ?? undefined) : undefined);
    const given = { ...argumentAt("bound"), ...argumentAt("called"), ...argumentAt("wraps"), ...argumentAt("members") };
    const instance = fields.has("instance") ? reader.word(fields.get("instance"), INSTANCES, "unknown instance") : undefined;
    return reader.paths(fields.get("at")).map((at) => ({ at, ...optional("same", same), ...given, ...optional("instance", instance) }));
  },
  writes: (fields, reader) => {
    const to = reader.relative(fields.get("to"));
    return to === null ? [] : reader.paths(fields.get("at")).map((at) => ({ at, to }));
  },
  reads: (fields, reader) => {
    const from = reader.relative(fields.get("from"));
    return from === null ? [] : reader.paths(fields.get("at")).map((at) => ({ at, from }));
  },
  runs: (fields, reader) => conditional(fields, reader, (at, when) => ({ at, ...when })),
  shares: readShared,
  receives: readShared,
  forms: (fields, reader) => {
    const form = reader.word(fields.get("form"), FORMS, "unknown form");
    return reader.paths(fields.get("at")).map((at) => ({ at, form }));
  },
};

function readShared(fields: Fields, reader: Reader): { readonly at: AccessPath; readonly as: string }[] {
  const as = reader.text(fields.get("as"), "as");
  return reader.paths(fields.get("at")).map((at) => ({ at, as }));
}

function readPasses(fields: Fields, reader: Reader): RowsOf<"passes"> {
  const written = fields.get("keeps");
  const keeps = written === "all" ? "all" : written === "none" ? [] : reader.words(written, PROOFS, "proof");
  const sources = reader.paths(fields.get("from"));
  const targets = fields.has("to") ? reader.paths(fields.get("to")) : sources.map(resultOf);
  if (sources.length !== targets.length) reader.say(`passes has ${sources.length} paths in from and ${targets.length} in to`);
  return sources.flatMap((from, index) => {
    if (from.end.kind !== "argument" && from.end.kind !== "this") reader.say(`from "${from.text}" must end in an argument or (this)`);
    const to = targets[index];
    return to === undefined ? [] : [{ from, to, keeps }];
  });
}

/** What the call of an argument path gives back; a construction is its own result. */
function resultOf(path: AccessPath): AccessPath {
  const constructed = path.steps.at(-1)?.kind === "new";
  const callee = path.text.slice(0, path.text.lastIndexOf("("));
  return {
    text: constructed ? callee : `${callee}()`,
    steps: constructed ? path.steps : [...path.steps, { kind: "call" }],
    end: { kind: "value" },
    below: [],
  };
}

/** A row for each path and each alternative of its condition. */
function conditional<R>(fields: Fields, reader: Reader, row: (at: AccessPath, when: { readonly when?: Condition }) => R): R[] {
  const alternatives = fields.has("when") ? reader.conditions(fields.get("when")).map((when) => ({ when })) : [{}];
  return reader.paths(fields.get("at")).flatMap((at) => alternatives.map((when) => row(at, when)));
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}

/**
 * Reads a model from parsed YAML (the form is the comment in model.ts). `where` names the file in the
 * problem, which is one line: an unknown key, kind or proof comes with the nearest valid word.
 */
export function parseModel(data: unknown, where: string): Result<Model> {
  const reader = new Reader();
  const head = reader.fields(data, "a model", [...HEAD_KEYS, ...SECTIONS], ["library", "language", "docs"]);
  const model = {
    library: reader.text(head.get("library"), "library"),
    aliases: head.has("aliases") ? reader.list(head.get("aliases"), "aliases").map((item) => reader.text(item, "an alias")) : [],
    language: reader.word(head.get("language"), LANGUAGES, "unknown language"),
    docs: reader.text(head.get("docs"), "docs"),
  };
  if (!/^https:\/\/\S+$/.test(model.docs)) reader.say("docs must be an https address");
  reader.types = typesOf(head, reader);
  const rows = Object.fromEntries(SECTIONS.map((section) => [section, rowsOf(section, head, reader)])) as unknown as {
    [S in Section]: RowsOf<S>;
  };
  return reader.complaint === null ? ok({ ...model, ...rows }) : fail("RULE_PACK_INVALID", reader.complaint, { where });
}

function typesOf(head: Fields, reader: Reader): PathTypes {
  const types = new Map<string, readonly string[]>();
  if (!head.has("types")) return types;
  for (const [name, value] of reader.fields(head.get("types"), "types", null)) {
    types.set(
      name,
      reader.list(value, `type "${name.slice(0, 60)}"`).map((item) => reader.text(item, "an access path")),
    );
  }
  reader.types = types;
  // A type that nothing uses is read too, so that a bad path in it does not hide.
  for (const name of types.keys()) reader.paths(`<${name}>`);
  return types;
}

function rowsOf<S extends Section>(section: S, head: Fields, reader: Reader): RowsOf<S> {
  if (!head.has(section)) return [];
  const [required, more] = ROW_KEYS[section];
  return reader.list(head.get(section), section).flatMap((item, index) => {
    const row = `row ${index + 1} of ${section}`;
    const fields = reader.fields(item, row, [...required, ...more], required);
    return reader.within(row, () => READ_ROW[section](fields, reader));
  }) as RowsOf<S>;
}
