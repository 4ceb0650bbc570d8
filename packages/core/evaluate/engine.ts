import type { SinkKind, SourceKind } from "../define/kinds.ts";
import type { Program } from "../graph/program.ts";
import type { Unit } from "../language/ir.ts";
import type { Schema } from "../surface/surface.ts";
import type { ApiNode, ApiTable } from "./api.ts";
import type { Context } from "./context.ts";
import type { Activation, HeapObject } from "./heap.ts";
import { newActivation, newObject } from "./heap.ts";
import { type Origin, rootOrigin } from "./origin.ts";
import type { State } from "./state.ts";
import type { CallTerm, ClassAtom, Closure, Label, Value } from "./value.ts";
import { freshVid, UNDEFINED } from "./value.ts";

/** Steps that an entry point gets however many wait or have used up theirs. */
const LEAST_STEPS = 20_000;

/** Limits of one evaluation, as counts, so that the result does not depend on the machine. */
export interface Limits {
  /** Calls below an entry point. */
  readonly callDepth: number;
  /** Node evaluations in one entry point. */
  readonly stepsPerEntry: number;
  readonly stepsInAll: number;
  /** Contexts of one function. */
  readonly contextsPerFunction: number;
}

export interface SinkHit {
  readonly kind: SinkKind;
  readonly api: string;
  readonly argument: string;
  readonly unit: number;
  readonly node: number;
  readonly context: Context;
  readonly label: Label;
  readonly confidence: "high" | "medium" | "low";
}

export interface OperationHit {
  readonly row: { readonly kind: string; readonly roles: ReadonlyMap<string, Value> };
  readonly api: string;
  readonly unit: number;
  readonly node: number;
  readonly context: Context;
}

/** A library call that a dialect wants to see. */
export interface Registration {
  readonly api: ApiNode;
  readonly call: CallTerm;
  readonly context: Context;
  readonly receiver: Value | null;
  /** Function or class that was decorated, or null. */
  readonly decorated: Value | null;
  /** Class whose member was decorated. */
  readonly home: ClassAtom | null;
}

export interface ModuleState {
  readonly unit: number;
  readonly activation: Activation;
  readonly context: Context;
  /** CommonJS: the `module` object. */
  readonly moduleObject: HeapObject;
  readonly exportsObject: HeapObject;
  readonly expressions: Map<number, Value>;
  readonly importsByDecl: Map<number, number[]>;
  readonly exportsByName: Map<string, number>;
  readonly exportAlls: number[];
  phase: "new" | "running" | "done";
}

/** A function that a module handed to a library or started without waiting for it: a timer's, a thread's, a worker. */
export interface Background {
  readonly closure: Closure;
  readonly args: readonly Value[];
  readonly unit: number;
  readonly node: number;
}

const MOST_BACKGROUND = 60;

/** One running function. */
export interface Frame {
  readonly engine: Engine;
  readonly unit: Unit;
  readonly unitIndex: number;
  readonly fn: number;
  /** The running function's variables; inside a loop, those of the round. */
  act: Activation;
  readonly context: Context;
  state: State;
  readonly returns: { value: Value; state: State }[];
  readonly self: Value;
  readonly home: ClassAtom | null;
  readonly depth: number;
  readonly topRegion: number;
  region: number;
  readonly args: readonly Value[];
  readonly yields: HeapObject | null;
  /** States at `break` and `continue` of the loops and switches around, by label; innermost last. */
  readonly jumps: Jump[];
  /** Data of exceptions thrown inside the innermost try. */
  readonly handlers: State[][];
}

export interface Jump {
  readonly kind: "loop" | "switch" | "label";
  readonly label: number;
  readonly breaks: State[];
  readonly continues: State[];
}

/** Everything that one evaluation of a program shares. */
export class Engine {
  readonly modules: ModuleState[];
  readonly contexts = new Map<string, Context>();
  /** Contexts of each function (see functionName) since the entry point began. */
  readonly contextCount = new Map<number, number>();
  readonly allContexts: Context[] = [];
  readonly sinks = new Map<string, SinkHit>();
  readonly operations = new Map<string, OperationHit>();
  readonly touched = new Map<
    string,
    { readonly kind: SinkKind; readonly api: string; readonly unit: number; readonly node: number; readonly context: Context }
  >();
  readonly registrations: Registration[] = [];
  readonly watched = new Set<ApiNode>();
  /** Whether data of one kind at one kind of sink interests anybody. */
  wanted: (source: SourceKind, sink: SinkKind) => boolean = () => true;
  /** Schema libraries: what a checking call (`schema.parse(x)`) has checked; null when it is not one. */
  checkedBy: (api: ApiNode, call: CallTerm) => Schema | null = () => null;
  /** What the fields of a class of data must be, where that is checked when an object of it is made. */
  schemaOfData: (cls: ClassAtom) => Schema | null = () => null;
  /** Method names that declare tools whatever the receiver is, as far as it is unknown. */
  readonly loose = new Map<string, ApiNode>();
  readonly lookalikes: {
    readonly members: readonly string[];
    readonly is: string;
    readonly of: "class" | "namespace";
    readonly node: ApiNode;
  }[] = [];
  /** Members of namespace lookalikes: only these names are worth a look. */
  readonly namespaceWords = new Set<string>();
  readonly globals = new Map<string, Value>();
  /** Data that was written into files, by the name of the file (see written-files.ts). */
  readonly written = new Map<string, Value>();
  /** Functions that run beside the handlers (see Background), by key. */
  readonly background = new Map<string, Background>();
  /** What functions handed to libraries have given, by the word under which models share it. */
  readonly shared = new Map<string, Value>();
  readonly limitsReached = new Map<string, string>();
  readonly evaluated = new Set<string>();
  readonly importing = new Set<string>();
  /** Running calls of each function, against recursion whose arguments keep changing. */
  readonly active = new Map<number, number>();
  readonly fieldVids = new Map<number, Map<string, number>>();
  /** Names of data that were read from a field of one of several objects, by the value that holds them. */
  readonly fieldsOfChoices = new WeakMap<Value, Map<string, number>>();
  readonly classes = new Map<string, ClassAtom>();
  readonly classList: ClassAtom[] = [];
  readonly instances = new Map<string, Value>();
  /** Members of functions, their prototypes among them, by the function's key. */
  readonly functionObjects = new Map<string, HeapObject>();
  /** What generator functions return at their end, by the generator. */
  readonly generatorReturns = new Map<HeapObject, Value>();
  /** -1 while modules are evaluated, else the number of the entry point. */
  entry = -1;
  steps = 0;
  entrySteps = 0;
  /** Steps that the running module or entry point may take. */
  share = 0;
  /** Untrusted data went into an object or variable that other entries see. */
  sharedTaint = 0;
  /** The same for an object that holds such data. */
  sharedObjects = 0;
  nextRegion = 1;
  #sources = new Map<string, Origin>();
  readonly program: Program;
  readonly api: ApiTable;
  readonly limits: Limits;
  readonly stop: () => boolean;

  constructor(program: Program, api: ApiTable, limits: Limits, stop: () => boolean) {
    this.program = program;
    this.api = api;
    this.limits = limits;
    this.stop = stop;
    this.modules = program.units.map((_, unit) => newModule(this, unit));
  }

  unit(index: number): Unit {
    return this.program.units[index] as Unit;
  }

  makeContext(unit: number, fn: number): Context {
    const context: Context = {
      id: this.allContexts.length,
      unit,
      fn,
      incoming: [],
      edges: null,
      origins: null,
      vids: new Map(),
      callers: null,
      nodeVids: null,
      objects: null,
      stores: false,
      aliases: null,
      result: null,
      running: false,
    };
    this.allContexts.push(context);
    return context;
  }

  newVid(): number {
    return freshVid();
  }

  /** Dialects name library calls that register tools; such calls do not call their handlers back at once. */
  isWatched(node: ApiNode): boolean {
    return this.watched.has(node);
  }

  /** A sink was called at all, with whatever data: what the caller is capable of. */
  touch(kind: SinkKind, api: string, unit: number, node: number, context: Context): void {
    const key = `${kind}|${unit}.${node}|${context.id}`;
    if (!this.touched.has(key)) this.touched.set(key, { kind, api, unit, node, context });
  }

  /** Call edges of entry points, for "who reaches this". */
  reach(context: Context, caller: Context): void {
    context.callers ??= new Set();
    context.callers.add(caller);
  }

  /** Fact name of the datum that one node makes in one context: the same in every round of a loop. */
  nodeVid(context: Context, unit: number, node: number): number {
    context.nodeVids ??= new Map();
    const key = numbered(unit, node);
    let vid = context.nodeVids.get(key);
    if (vid === undefined) {
      vid = freshVid();
      context.nodeVids.set(key, vid);
    }
    return vid;
  }

  /** Origin of data that the code itself brings in at one place. */
  sourceOrigin(kind: SourceKind, name: string, unit: number, node: number): Origin {
    const key = `${kind}|${unit}.${node}|${name}`;
    let origin = this.#sources.get(key);
    if (origin === undefined) {
      origin = rootOrigin(kind, { tag: "source", name, unit, node, entry: -1 }, null, false);
      this.#sources.set(key, origin);
    }
    return origin;
  }

  region(): number {
    return this.nextRegion++;
  }

  /** Begins a module, which may take what is left of all steps. */
  beginModule(): void {
    this.#begin(this.limits.stepsInAll - this.steps);
  }

  /** Begins an entry point while `waiting` others wait: it takes at most twice its share of what is left, and never goes without. */
  beginEntry(waiting: number): void {
    const left = this.limits.stepsInAll - this.steps;
    this.#begin(Math.max(LEAST_STEPS, Math.floor(left * Math.min(1, 2 / (waiting + 1)))));
  }

  #begin(steps: number): void {
    this.entrySteps = 0;
    this.share = Math.min(this.limits.stepsPerEntry, steps);
  }

  /** However much the modules have used, half of all steps are for entry points: findings start there. */
  reserve(): void {
    this.steps = Math.min(this.steps, Math.floor(this.limits.stepsInAll / 2));
  }

  /** True when a budget is used up; the first time it is recorded for the coverage block. */
  exhausted(): boolean {
    this.steps++;
    this.entrySteps++;
    if (this.entrySteps <= this.share) {
      return (this.steps & 0xffff) === 0 && this.stop() && this.limit("time", "the scan was stopped");
    }
    return this.limit(
      this.steps > this.limits.stepsInAll ? "steps in all" : "steps of one entry point",
      this.entry < 0 ? "module level" : `entry ${this.entry}`,
    );
  }

  /** Remembers a function that may run while handlers do; only what modules start counts. */
  mayRunBeside(closure: Closure, args: readonly Value[], unit: number, node: number): void {
    if (this.entry < 0 && this.background.size < MOST_BACKGROUND) this.background.set(closure.key, { closure, args, unit, node });
  }

  limit(what: string, where: string): true {
    const key = `${what}|${where}`;
    if (!this.limitsReached.has(key) && this.limitsReached.size < 200) this.limitsReached.set(key, where);
    return true;
  }

  /** The object that one place makes in one activation (or context): the same in every round of a loop. */
  allocate(of: Activation | Context, key: number | string, make: () => HeapObject): HeapObject {
    of.objects ??= new Map();
    let object = of.objects.get(key);
    if (object === undefined) {
      object = make();
      object.shared = this.entry < 0;
      of.objects.set(key, object);
    }
    return object;
  }
}

/** One number for a place in a unit (a node or a function id), for tables. */
export function numbered(unit: number, place: number): number {
  return unit * 2 ** 31 + place;
}

function newModule(engine: Engine, unitIndex: number): ModuleState {
  const unit = engine.unit(unitIndex);
  const exportsObject = newObject("exports", unitIndex, 0, 0);
  const moduleObject = newObject("object", unitIndex, 0, 0);
  exportsObject.shared = true;
  moduleObject.shared = true;
  moduleObject.fields.set("exports", { labels: [], atoms: [exportsObject], open: false, vid: 0, truth: null, form: null });
  const importsByDecl = new Map<number, number[]>();
  for (const node of unit.imports) {
    const decl = unit.data[node + 3] as number;
    const list = importsByDecl.get(decl);
    if (list === undefined) importsByDecl.set(decl, [node]);
    else list.push(node);
  }
  const exportsByName = new Map<string, number>();
  const exportAlls: number[] = [];
  for (const node of unit.exports) {
    const name = unit.strings[unit.data[node + 3] as number] as string;
    if (name === "*") exportAlls.push(node);
    else exportsByName.set(name, node);
  }
  return {
    unit: unitIndex,
    activation: newActivation(unitIndex, 0, null, UNDEFINED, null),
    context: engine.makeContext(unitIndex, 0),
    moduleObject,
    exportsObject,
    expressions: new Map(),
    importsByDecl,
    exportsByName,
    exportAlls,
    phase: "new",
  };
}
