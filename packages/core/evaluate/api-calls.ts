import { coversArgument } from "../define/access-path.ts";
import type { AccessPath, Condition } from "../define/model.ts";
import type { Schema } from "../surface/surface.ts";
import { type ApiNode, type ApiRows, canonical, rowsAt } from "./api.ts";
import { argumentAt } from "./arguments.ts";
import { before, withBound } from "./bound.ts";
import { callValue, dataIn, isCallable } from "./calls.ts";
import type { Frame } from "./engine.ts";
import { settled } from "./facts.ts";
import { modulesOfPackage } from "./folder-modules.ts";
import { apiGuardTruth, patternTruth } from "./guards.ts";
import { elementsOf, newObject, setField } from "./heap.ts";
import { invokeClosure } from "./invoke.ts";
import { memberPairs } from "./named-members.ts";
import { checkedOrigin } from "./origin.ts";
import { formProofs } from "./paths.ts";
import { mask } from "./proofs.ts";
import { fieldVid, withApiSources } from "./properties.ts";
import { recordOperation, recordSinkRow } from "./record.ts";
import { proofsOfSchema } from "./schema-proofs.ts";
import { isSecretName } from "./secret-names.ts";
import { kill } from "./statements.ts";
import {
  type ApiAtom,
  atomValue,
  BOOLEAN,
  type CallTerm,
  type Form,
  isSettingKind,
  isUntrusted,
  join,
  joinLabels,
  type Label,
  NOTHING,
  stringOf,
  type Truth,
  type Value,
} from "./value.ts";
import { recordRun, recordWritten, writtenBefore } from "./written-files.ts";

/** Calls (or instantiates) a library value: sinks are checked, models say what comes back. */
export function apiCall(
  f: Frame,
  atom: ApiAtom,
  receiver: Value | null,
  givenArgs: readonly Value[],
  givenKeywords: ReadonlyMap<string, Value> | null,
  node: number,
  isNew: boolean,
): Value {
  const { args, keywords } = before(atom.bound ?? null, givenArgs, givenKeywords);
  const engine = f.engine;
  const callee = atom.api;
  const result = isNew ? callee : engine.api.result(callee);
  const call: CallTerm = {
    receiver: receiver ?? atom.call?.receiver ?? null,
    args: args.map((value) => settled(value, f.state.facts)),
    keywords,
    unit: f.unitIndex,
    node,
  };
  const own = rowsAt(callee);
  const after = isNew ? null : rowsAt(result);
  for (const rows of [own, after]) {
    if (rows === null) continue;
    for (const row of rows.sinks) if (row.at.end.kind !== "value" && holds(f, row.when, call)) recordSinkRow(f, row, callee, call, node);
    for (const row of rows.writes) recordWritten(f, row, call);
    for (const row of rows.shares) share(f, row, call, node);
    for (const row of rows.runs) if (holds(f, row.when, call)) recordRun(f, row, callee, call, node);
    for (const row of rows.operations) if (holds(f, row.when, call)) recordOperation(f, row, callee, call, node);
  }
  if (engine.isWatched(callee)) register(f, atom, call, receiver);
  const called = [...(own?.returns ?? []), ...(after?.returns ?? [])].some((row) => row.called !== undefined);
  if (!called) callBack(f, callee, call, own, node);
  return resultOf(f, result, call, own, after, node);
}

/** A function whose result or yield a library gives out again elsewhere: what a server makes when it starts. */
function share(f: Frame, row: ApiRows["shares"][number], call: CallTerm, node: number): void {
  for (const given of argumentAt(f, row.at, call)) {
    const made = callValue(f, given, null, [UNKNOWN_ARGUMENT], null, node);
    for (const atom of made.atoms) {
      const value = atom.tag === "object" && atom.shape === "generator" ? elementsOf(atom) : atomValue(atom);
      f.engine.shared.set(row.as, join(f.engine.shared.get(row.as) ?? NOTHING, value));
    }
  }
}

/** A declaring call; `tool()(handler)` applies by hand what `@tool()` would have decorated. */
function register(f: Frame, atom: ApiAtom, call: CallTerm, receiver: Value | null): void {
  const applied =
    atom.call !== null &&
    atom.api.name.endsWith("()") &&
    call.args.length === 1 &&
    call.args[0]?.atoms.some((item) => item.tag === "closure" || item.tag === "class") === true;
  const decorated = applied ? (call.args[0] ?? null) : null;
  f.engine.registrations.push({
    api: atom.api,
    call: applied && atom.call !== null ? atom.call : call,
    context: f.context,
    receiver,
    decorated,
    home: null,
  });
}

/** Whether a model row applies to this call. */
export function holds(f: Frame, condition: Condition | undefined, call: CallTerm): boolean {
  if (condition === undefined) return true;
  if (condition.also !== null && !holds(f, condition.also, call)) return false;
  const values = argumentAt(f, condition.at, call);
  const present = values.length > 0 && values.some((value) => !isAbsent(value));
  switch (condition.test) {
    case "absent":
      return !present;
    case "present":
      return present;
    case "string":
      return (
        values.some(
          (value) =>
            value.labels.length > 0 || value.open || value.atoms.some((item) => item.tag === "const" && typeof item.value === "string"),
        ) && !values.every((value) => value.atoms.length > 0 && value.atoms.every((item) => item.tag === "object"))
      );
    case "object":
      return values.some((value) => value.labels.length > 0 || value.atoms.some((item) => item.tag === "object"));
    case "is":
      return values.some((value) => mayBe(value, condition.value));
    case "is-not":
      return !values.some(
        (value) => value.atoms.length > 0 && value.atoms.every((item) => item.tag === "const" && item.value === condition.value),
      );
  }
}

function isAbsent(value: Value): boolean {
  return !value.open && value.labels.length === 0 && value.atoms.every((atom) => atom.tag === "const" && atom.value === undefined);
}

/** Whether a value may be a constant: a set of constants without it is a no; the unknown is a no, since options are rarely hidden. */
function mayBe(value: Value, wanted: string | number | boolean | null): boolean {
  return value.atoms.some((atom) =>
    atom.tag === "api" && typeof wanted === "string"
      ? namesApi(atom.api.name, wanted)
      : atom.tag === "const"
        ? atom.value === wanted || (wanted === true && typeof atom.value === "string" && atom.value !== "")
        : wanted === true && atom.tag === "api",
  );
}

/** "yaml.Loader" and "Loader" both name the library value "yaml.Loader". */
function namesApi(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`.${wanted.slice(wanted.lastIndexOf(".") + 1)}`);
}

/** Functions handed to a library are taken to be called, with what the models say they receive. */
function callBack(f: Frame, callee: ApiNode, call: CallTerm, rows: ApiRows | null, node: number): void {
  if (f.engine.isWatched(callee)) return;
  call.args.forEach((value, index) => {
    for (const atom of value.atoms) {
      if (atom.tag !== "closure" && atom.tag !== "native") continue;
      const row = rows?.calls.find(
        ({ at }) => at.below.length === 0 && at.end.kind === "argument" && coversArgument(at.end, index, call.args.length),
      );
      const given = row === undefined ? callbackParameters(f, callee, index, call, node) : givenTo(f, row, call);
      if (atom.tag === "closure") {
        f.engine.mayRunBeside(atom, given, f.unitIndex, node);
        invokeClosure(f, atom, null, given, null, node);
      } else atom.invoke(given);
    }
  });
  for (const row of rows?.calls ?? []) {
    const { end, below } = row.at;
    const named = end.kind === "argument" && end.keyword !== null && call.keywords?.has(end.keyword) === true;
    if (below.length > 0 || named) callInside(f, row, call, node);
  }
}

/** Functions given by name, or that stand in an object, such as the handlers among the properties of an element. */
function callInside(f: Frame, row: ApiRows["calls"][number], call: CallTerm, node: number): void {
  for (const value of argumentAt(f, row.at, call)) {
    for (const atom of value.atoms) {
      if (atom.tag !== "closure") continue;
      const given = givenTo(f, row, call);
      f.engine.mayRunBeside(atom, given, f.unitIndex, node);
      invokeClosure(f, atom, null, given, null, node);
    }
  }
}

/** What a library hands to a function: one value for each path, and all of them for a range of arguments or of elements. */
function givenTo(f: Frame, row: ApiRows["calls"][number], call: CallTerm): readonly Value[] {
  return row.with.flatMap((path) => {
    const isRange = path.end.kind === "argument" && path.end.to > path.end.from;
    if (isRange && path.below.length === 0) return call.args.filter((_, index) => coversArgument(path.end, index, call.args.length));
    const values = argumentAt(f, path, call);
    return path.below.at(-1)?.endsWith("..]") === true ? values : values.slice(0, 1);
  });
}

/** Arguments that stand behind the function at a path. */
function argumentsBehind(path: AccessPath, call: CallTerm): readonly Value[] {
  return path.end.kind === "argument" ? call.args.slice(path.end.from + 1) : [];
}

/** What no model says: Python's libraries hand on the arguments that stand behind a function (`pool.spawn(run, name)`). */
function callbackParameters(f: Frame, callee: ApiNode, index: number, call: CallTerm, node: number): Value[] {
  const given: Value[] = [];
  const behind = f.unit.language === "python" ? call.args.slice(index + 1) : [];
  for (let parameter = 0; parameter < 4; parameter++) {
    const api = callbackNode(f, callee, index, call.args.length, parameter);
    given.push(
      api === null
        ? (behind[parameter] ?? UNKNOWN_ARGUMENT)
        : withApiSources(f, atomValue({ tag: "api", key: `a${canonical(api).id}`, api: canonical(api), call: null }, true), api, node),
    );
  }
  return given;
}

const UNKNOWN_ARGUMENT: Value = { labels: [], atoms: [], open: true, vid: 0, truth: null, form: null };

function callbackNode(f: Frame, callee: ApiNode, index: number, count: number, parameter: number): ApiNode | null {
  return f.engine.api.peek(callee, `>${index}:${parameter}`) ?? f.engine.api.peek(callee, `>${index - count}:${parameter}`) ?? null;
}

function resultOf(f: Frame, api: ApiNode, call: CallTerm, own: ApiRows | null, after: ApiRows | null, node: number): Value {
  const returns = [...(own?.returns ?? []), ...(after?.returns ?? [])][0];
  if (returns?.same !== undefined && returns.same.end.kind !== "value") {
    const same = argumentAt(f, returns.same, call)[0];
    if (same !== undefined) return same;
  }
  if (returns?.bound !== undefined) {
    const target = argumentAt(f, returns.bound, call)[0];
    if (target !== undefined && target.atoms.length > 0)
      return withBound(target, null, argumentsBehind(returns.bound, call), call.keywords);
  }
  if (returns?.called !== undefined) {
    const target = argumentAt(f, returns.called, call)[0];
    if (target?.atoms.some(isCallable) === true)
      return callValue(f, target, null, argumentsBehind(returns.called, call), call.keywords, node);
  }
  if (returns?.members !== undefined) return memberPairs(f, argumentAt(f, returns.members, call)[0] ?? UNKNOWN_ARGUMENT, node);
  const stored = writtenBefore(f, after, call);
  if (stored !== NOTHING) return { ...stored, open: true };
  const loaded = loadedModules(f, own, call);
  if (loaded !== null) return loaded;
  const checked = f.engine.checkedBy(api, call);
  if (checked !== null) return checkedValue(f, api, call, checked);
  if (returns?.instance === "never") {
    kill(f);
    return NOTHING;
  }
  const truth = regexTruth(f, own, after, call, node) ?? apiGuardTruth(f, own, call, node);
  if (returns?.instance === "boolean") return { ...BOOLEAN, truth };
  if (returns?.instance === "number" || returns?.instance === "void") return UNKNOWN_ARGUMENT;
  const form = formOf(own, after, call) ?? derivedFrom(call);
  const atom: ApiAtom = { tag: "api", key: `a${canonical(api).id}|${f.unitIndex}.${node}`, api: canonical(api), call };
  const sources = (after ?? own)?.sources.some((row) => row.at.end.kind === "value") === true;
  const carries = !sources && returns?.instance !== "fresh" && !hitsSink(own) && !hitsSink(after);
  const labels = carries ? resultLabels(f, own, after, call, form) : [];
  const value: Value = { labels, atoms: [atom], open: true, vid: labels.length > 0 ? derivedVid(f, api, call, node) : 0, truth, form };
  return withApiSources(f, value, api, node, stringOf(call.args[0] ?? UNKNOWN_ARGUMENT));
}

/** A call that loads a module by name, as Python spells import(): modules of the program; null for any other call. */
function loadedModules(f: Frame, rows: ApiRows | null, call: CallTerm): Value | null {
  const loads = f.unit.language === "python" && rows?.sinks.some((row) => row.kind === "module-load") === true;
  const [name] = call.args;
  if (!loads || name === undefined) return null;
  const modules = modulesOfPackage(f, name);
  return modules.atoms.length === 0 ? null : modules;
}

/** `schema.parse(data)`: the data itself, of which the schema now holds; the result object of safeParse has it as `data`. */
function checkedValue(f: Frame, api: ApiNode, call: CallTerm, schema: Schema): Value {
  const data = call.args[0] ?? UNKNOWN_ARGUMENT;
  const labels = settled(data, f.state.facts).labels.map(
    (label): Label => ({ ...label, origin: checkedOrigin(label.origin, schema), proofs: label.proofs | proofsOfSchema(schema) }),
  );
  const value: Value = {
    ...data,
    labels,
    truth: null,
    vid: labels.length === 0 ? 0 : f.engine.nodeVid(f.context, call.unit, call.node),
  };
  if (!/safe/i.test(api.name.slice(api.name.lastIndexOf(".")))) return value;
  const result = newObject("object", call.unit, call.node, f.region);
  setField(result, "data", value, true);
  setField(result, "value", value, true);
  setField(result, "output", value, true);
  for (const name of ["success", "error"]) setField(result, name, UNKNOWN_ARGUMENT, true);
  return atomValue(result);
}

/** re.fullmatch(pattern, text), compiled.match(text): what a match proves of the text. */
function regexTruth(f: Frame, own: ApiRows | null, after: ApiRows | null, call: CallTerm, node: number): Truth | null {
  const form = [...(own?.forms ?? []), ...(after?.forms ?? [])].find((row) => row.form.startsWith("regex-"));
  if (form === undefined) return null;
  const compiled = call.receiver?.atoms.find((atom): atom is ApiAtom => atom.tag === "api" && atom.call !== null);
  const [pattern, subject] = compiled?.call == null ? [call.args[0], call.args[1]] : [compiled.call.args[0], call.args[0]];
  const source = pattern === undefined ? null : stringOf(pattern);
  if (source === null || subject === undefined) return null;
  return patternTruth(
    f,
    [{ tag: "regex", key: `r${source}/`, source, flags: "" }],
    subject,
    form.form.slice("regex-".length) as "search" | "match" | "fullmatch",
    node,
  );
}

function hitsSink(rows: ApiRows | null): boolean {
  return rows !== null && rows.sinks.length > 0 && rows.passes.length === 0 && rows.sanitizers.length === 0;
}

function formOf(own: ApiRows | null, after: ApiRows | null, call: CallTerm): Form | null {
  const rows = [...(own?.forms ?? []), ...(after?.forms ?? [])];
  // new URL(x) reads a URL, new URL(x, base) joins two.
  const joins = call.args.length > 1 ? rows.find((item) => item.form === "url-join") : undefined;
  const row = joins ?? rows.find((item) => item.form !== "url-join") ?? rows[0];
  if (row === undefined) return null;
  const inputs = call.receiver !== null && row.at.end.kind === "this" ? [call.receiver, ...call.args] : call.args;
  return { op: row.form, inputs: call.receiver !== null && isReceiverForm(row.at) ? [call.receiver, ...call.args] : inputs };
}

/** Number(octet), lib.parse(host): something made from one datum, in a way that no model describes. */
function derivedFrom(call: CallTerm): Form | null {
  const data = [...(call.receiver === null ? [] : [call.receiver]), ...call.args].filter(isUntrusted);
  return data.length === 1 ? { op: "derived", inputs: data } : null;
}

/** The same function of the same datum is the same datum: resolve(p) here and resolve(p) there. */
function derivedVid(f: Frame, api: ApiNode, call: CallTerm, node: number): number {
  const parts: string[] = [];
  let datum = 0;
  for (const value of [...(call.receiver === null ? [] : [call.receiver]), ...call.args]) {
    if (isUntrusted(value)) {
      if (datum !== 0 || value.vid === 0) return f.engine.nodeVid(f.context, f.unitIndex, node);
      datum = value.vid;
      parts.push("*");
    } else if (value.vid !== 0) parts.push(`v${value.vid}`);
    else if (value.atoms.length > 0 && !value.open) parts.push(value.atoms.map((atom) => atom.key).join("|"));
    else if (value.atoms.length === 1 && value.atoms[0]?.tag === "api") parts.push(value.atoms[0].key);
    else return f.engine.nodeVid(f.context, f.unitIndex, node);
  }
  if (call.keywords !== null || datum === 0) return f.engine.nodeVid(f.context, f.unitIndex, node);
  return fieldVid(f, datum, `${api.id}(${parts.join(",")})`);
}

/** `Path(x).resolve()`: the form is of the receiver when the path goes through an instance or call. */
function isReceiverForm(at: AccessPath): boolean {
  const last = at.end.kind === "value" ? at.steps.length - 1 : at.steps.length;
  return at.steps.slice(0, last).some((step) => step.kind === "call" || step.kind === "new");
}

/** Data of the arguments and the receiver, with the proofs that the call gives or keeps. */
function resultLabels(f: Frame, own: ApiRows | null, after: ApiRows | null, call: CallTerm, form: Form | null): readonly Label[] {
  let proved = 0;
  for (const row of [...(own?.sanitizers ?? []), ...(after?.sanitizers ?? [])])
    if (row.at.end.kind === "value" || row.at.end.kind === "argument" || row.at.end.kind === "this") proved |= mask(row.proves);
  const identity = form !== null && (form.op === "identity" || form.op === "lowercase");
  let labels: readonly Label[] = [];
  // A model says what becomes of the data: it is handed on, in this or another form.
  const hands = proved !== 0 || (form !== null && form.op !== "derived") || (own?.passes.length ?? 0) > 0;
  const add = (value: Value, index: number): void => {
    const kept = identity ? -1 : keptProofs(own, index, call.args.length);
    const data = dataIn(settled(value, f.state.facts)).filter((label) => hands || !isOnlyUsed(label, value, index));
    labels = joinLabels(
      labels,
      data.map((label): Label => ({ ...label, proofs: (label.proofs & kept) | proved })),
    );
  };
  call.args.forEach((value, index) => void add(value, index));
  for (const [name, value] of call.keywords ?? []) if (hands || !isSecretName(name)) add(value, -2);
  if (call.receiver !== null) add(call.receiver, -1);
  return form === null ? labels : formProofs(f, form, labels, proved);
}

/**
 * A credential with which a client was made, or that stands among the options of a call, is used and not given back: the answer
 * of a service is not the password with which it was asked.
 */
function isOnlyUsed(label: Label, value: Value, index: number): boolean {
  if (!isSettingKind(label.origin.kind) || label.origin.kind === "error-detail") return false;
  const made = value.atoms.some((atom) => atom.tag === "api" && atom.call !== null);
  return made && index === -1 ? true : !value.labels.some((own) => own.origin === label.origin);
}

function keptProofs(rows: ApiRows | null, index: number, count: number): number {
  for (const row of rows?.passes ?? []) {
    const end = row.from.end;
    const fits =
      end.kind === "this"
        ? index === -1
        : end.kind === "argument" && (index >= 0 ? coversArgument(end, index, count) : index === -2 && end.keyword !== null);
    if (fits) return row.keeps === "all" ? -1 : mask(row.keeps);
  }
  return 0;
}
