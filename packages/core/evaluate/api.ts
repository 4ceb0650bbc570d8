import type { AccessPath, Model } from "../define/model.ts";

/**
 * One way to reach a value of a library: module, member, call result, instance, element or callback
 * parameter. Nodes are interned, so that a model row is found by following pointers.
 */
export interface ApiNode {
  readonly id: number;
  /** As a reader knows it: "child_process.exec", "Client().query". */
  readonly name: string;
  readonly library: string;
  readonly parent: ApiNode | null;
  readonly children: Map<string, ApiNode>;
  readonly isMember: boolean;
  rows: ApiRows | null;
  /** Something with the members of another node (a model's `same`). */
  alias: ApiNode | null;
}

type RowOf<
  K extends
    | "sinks"
    | "sources"
    | "sanitizers"
    | "guards"
    | "passes"
    | "operations"
    | "calls"
    | "returns"
    | "writes"
    | "reads"
    | "runs"
    | "shares"
    | "receives"
    | "forms",
> = Model[K][number];

export interface ApiRows {
  readonly sinks: RowOf<"sinks">[];
  /** On the callee: results of a call. On a value node: reading it. */
  readonly sources: RowOf<"sources">[];
  readonly sanitizers: RowOf<"sanitizers">[];
  readonly guards: RowOf<"guards">[];
  readonly passes: RowOf<"passes">[];
  readonly operations: RowOf<"operations">[];
  readonly calls: RowOf<"calls">[];
  readonly returns: RowOf<"returns">[];
  readonly writes: RowOf<"writes">[];
  readonly reads: RowOf<"reads">[];
  readonly runs: RowOf<"runs">[];
  readonly shares: RowOf<"shares">[];
  readonly receives: RowOf<"receives">[];
  readonly forms: RowOf<"forms">[];
}

const MAX_PATH = 48;

export class ApiTable {
  #roots = new Map<string, ApiNode>();
  #aliases = new Map<string, string>();
  #known = new Set<string>();
  #steps = new Map<string, string>();
  /** Models that nothing has asked for yet, by the root they hang on; reading their rows is the costly part. */
  #waiting = new Map<string, Model[]>();
  #next = 1;

  constructor(models: readonly Model[]) {
    for (const model of models) {
      this.#known.add(`${model.language}:${model.library}`);
      for (const alias of model.aliases) {
        this.#aliases.set(`${model.language}:${alias}`, model.library);
        this.#known.add(`${model.language}:${alias}`);
      }
    }
    for (const model of models) {
      const key = model.language === "python" ? `python:${model.library.split(".")[0]}` : `javascript:${model.library}`;
      const list = this.#waiting.get(key);
      if (list === undefined) this.#waiting.set(key, [model]);
      else list.push(model);
    }
  }

  /** A library by its module specifier; subpaths of a package fall back to the package. */
  library(language: "javascript" | "python", specifier: string): ApiNode {
    if (language === "python") return this.#dotted(specifier);
    const plain = specifier.startsWith("node:") ? specifier.slice(5) : specifier;
    if (this.#known.has(`javascript:${plain}`)) return this.#root(language, this.#aliases.get(`javascript:${plain}`) ?? plain);
    const parts = plain.split("/");
    const name = plain.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] as string);
    return this.#root(language, this.#aliases.get(`javascript:${name}`) ?? name);
  }

  global(language: "javascript" | "python", name: string): ApiNode {
    return this.member(this.#root(language, language === "python" ? "builtins" : "global"), name);
  }

  member(node: ApiNode, name: string): ApiNode {
    if (name === "default" && node.parent === null) return node;
    const known = node.children.get(this.#stepTo(name));
    if (known !== undefined) return known;
    return this.#child(
      node,
      this.#stepTo(name),
      node.parent === null && (node.library === "global" || node.library === "builtins") ? name : `${node.name}.${name}`,
    );
  }

  /** The step to a member, made once: a text that is put together anew has to be hashed anew. */
  #stepTo(name: string): string {
    let step = this.#steps.get(name);
    if (step === undefined) {
      step = `.${name}`;
      this.#steps.set(name, step);
    }
    return step;
  }

  result(node: ApiNode): ApiNode {
    return this.#child(node, "()", `${node.name}()`);
  }

  instance(node: ApiNode): ApiNode {
    return this.#child(node, "new", `new ${node.name}()`);
  }

  element(node: ApiNode): ApiNode {
    return this.#child(node, "[]", `${node.name}[]`);
  }

  callback(node: ApiNode, argument: number, parameter: number): ApiNode {
    return this.#child(node, `>${argument}:${parameter}`, `${node.name}(callback).${parameter}`);
  }

  /** Existing child without making one (wildcard and callback look-ups). */
  peek(node: ApiNode, step: string): ApiNode | undefined {
    return node.children.get(step);
  }

  #dotted(specifier: string): ApiNode {
    const parts = this.#unaliased(specifier).split(".");
    let node = this.#root("python", parts[0] as string);
    for (const part of parts.slice(1)) node = this.member(node, part);
    return node;
  }

  /** A module below an alias is a module below what the alias stands for. */
  #unaliased(specifier: string): string {
    for (let end = specifier.length; end > 0; end = specifier.lastIndexOf(".", end - 1)) {
      const alias = this.#aliases.get(`python:${specifier.slice(0, end)}`);
      if (alias !== undefined) return alias + specifier.slice(end);
    }
    return specifier;
  }

  #root(language: string, library: string): ApiNode {
    const key = `${language}:${library}`;
    let node = this.#roots.get(key);
    if (node === undefined) {
      node = { id: this.#next++, name: library, library, parent: null, children: new Map(), isMember: false, rows: null, alias: null };
      this.#roots.set(key, node);
      const waiting = this.#waiting.get(key);
      this.#waiting.delete(key);
      for (const model of waiting ?? []) this.#load(model);
    }
    return node;
  }

  #child(node: ApiNode, step: string, name: string): ApiNode {
    let child = node.children.get(step);
    if (child === undefined) {
      if (depthOf(node) >= MAX_PATH) return node;
      child = {
        id: this.#next++,
        name,
        library: node.library,
        parent: node,
        children: new Map(),
        isMember: step.startsWith("."),
        rows: null,
        alias: null,
      };
      node.children.set(step, child);
    }
    return child;
  }

  #load(model: Model): void {
    const root = model.language === "python" ? this.#dotted(model.library) : this.#root(model.language, model.library);
    const at = (path: AccessPath): ApiRows => rowsOf(this.#follow(root, path));
    for (const row of model.sinks) at(row.at).sinks.push(row);
    for (const row of model.sources) at(row.at).sources.push(row);
    for (const row of model.sanitizers) at(row.at).sanitizers.push(row);
    for (const row of model.guards) at(row.at).guards.push(row);
    for (const row of model.passes) at(row.from).passes.push(row);
    for (const row of model.operations) at(row.at).operations.push(row);
    for (const row of model.calls) at(row.at).calls.push(row);
    for (const row of model.returns) {
      at(row.at).returns.push(row);
      if (row.same !== undefined && row.same.end.kind === "value" && row.at.end.kind === "value")
        this.#follow(root, row.at).alias = this.#follow(root, row.same);
    }
    for (const row of model.writes) at(row.at).writes.push(row);
    for (const row of model.reads) at(row.at).reads.push(row);
    for (const row of model.runs) at(row.at).runs.push(row);
    for (const row of model.shares) at(row.at).shares.push(row);
    for (const row of model.receives) at(row.at).receives.push(row);
    for (const row of model.forms) at(row.at).forms.push(row);
  }

  /**
   * Rows about arguments and results of a call stand on the callee; a path that goes on below a call
   * result or a callback parameter stands on the value it names.
   */
  #follow(root: ApiNode, path: AccessPath): ApiNode {
    let node = root;
    for (const item of path.steps) {
      if (item.kind === "member") node = this.member(node, item.name);
      else if (item.kind === "call") node = this.result(node);
      else if (item.kind === "new") node = this.instance(node);
      else if (item.kind === "callback") node = this.callback(node, item.argument, item.parameter);
      else node = this.element(node);
    }
    if (path.end.kind === "callback") {
      node = this.callback(node, path.end.argument, path.end.parameter);
      for (const field of path.below) node = field === "[]" ? this.element(node) : this.member(node, field.replace(/^\./, ""));
    } else if (path.end.kind === "value") {
      for (const field of path.below) node = field === "[]" ? this.element(node) : this.member(node, field.replace(/^\./, ""));
    }
    return node;
  }
}

function depthOf(node: ApiNode): number {
  let depth = 0;
  for (let at: ApiNode | null = node; at !== null; at = at.parent) depth++;
  return depth;
}

/** Rows about a node; a member that no row names takes the rows of a wildcard sibling. */
export function rowsAt(node: ApiNode): ApiRows | null {
  return node.rows ?? (node.isMember ? (node.parent?.children.get(".*")?.rows ?? null) : null);
}

/** The node whose members a value at this node has; a member that no row names has those of a wildcard sibling. */
export function canonical(node: ApiNode): ApiNode {
  if (node.alias !== null) return node.alias;
  if (!node.isMember || node.rows !== null || node.children.size > 0) return node;
  const any = node.parent?.children.get(".*");
  return any === undefined ? node : (any.alias ?? (any.children.size > 0 ? any : node));
}

export function rowsOf(node: ApiNode): ApiRows {
  node.rows ??= {
    sinks: [],
    sources: [],
    sanitizers: [],
    guards: [],
    passes: [],
    operations: [],
    calls: [],
    returns: [],
    writes: [],
    reads: [],
    runs: [],
    shares: [],
    receives: [],
    forms: [],
  };
  return node.rows;
}
