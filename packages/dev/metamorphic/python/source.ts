import { createRequire } from "node:module";
import { loadPythonParser } from "@mcp-assay/runner/parsers/python";
import type { Node } from "web-tree-sitter";

const GRAMMAR = createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm");
const parse = await loadPythonParser(GRAMMAR);

/** One function of a program; `statements` leaves its docstring out. */
export interface PythonFunction {
  readonly node: Node;
  /** The definition with its decorators. */
  readonly outer: Node;
  readonly name: string;
  readonly parameters: readonly string[];
  /** "name: str, text: str" */
  readonly signature: string;
  readonly isAsync: boolean;
  readonly isTool: boolean;
  readonly statements: readonly Node[];
}

/** One Python file as a syntax tree. Every name is looked up by its text: the programs here shadow nothing. */
export class PythonSource {
  readonly text: string;
  readonly root: Node;

  private constructor(text: string, root: Node) {
    this.text = text;
    this.root = root;
  }

  /** Trees live in memory that is not collected: they end with the call. */
  static read<T>(text: string, use: (source: PythonSource) => T): T {
    const tree = parse(text);
    try {
      return use(new PythonSource(text, tree.rootNode));
    } finally {
      tree.delete();
    }
  }

  /** Functions of the module's own level. */
  get functions(): PythonFunction[] {
    return this.root.namedChildren.flatMap((outer) => {
      const node = outer.type === "decorated_definition" ? outer.childForFieldName("definition") : outer;
      return node?.type === "function_definition" ? [functionOf(outer, node)] : [];
    });
  }

  get tools(): PythonFunction[] {
    return this.functions.filter((fn) => fn.isTool);
  }

  get imports(): Node[] {
    return this.root.namedChildren.filter((node) => /^import_(from_)?statement$/.test(node.type));
  }

  /** Where new functions go: before the first one, after what it may need. */
  get beforeFunctions(): number {
    return this.functions[0]?.outer.startIndex ?? this.text.length;
  }

  /** Names that the module's own level binds, other than imports. */
  get moduleNames(): Set<string> {
    const assigned = this.root.namedChildren.flatMap((node) => boundIn(node, false));
    return new Set([...assigned, ...this.functions.map((fn) => fn.name)]);
  }

  slice(from: Node, to: Node = from): string {
    return this.text.slice(from.startIndex, to.endIndex);
  }

  /** Uses of names as values, in the order of the text. */
  namesIn(node: Node): Node[] {
    return node.descendantsOfType("identifier").filter((name) => isValueName(name));
  }

  localNames(fn: PythonFunction): Set<string> {
    return new Set([...fn.parameters, ...boundIn(fn.node, true)]);
  }

  /** Local names of the function that a node uses and does not bind itself. */
  freeIn(node: Node, fn: PythonFunction): string[] {
    const own = new Set(boundIn(node, true));
    const local = this.localNames(fn);
    return [...new Set(this.namesIn(node).map((name) => name.text))].filter((name) => local.has(name) && !own.has(name));
  }
}

/** The outermost nodes below `node` (itself included) that `pick` accepts. */
export function outermostOf(node: Node, pick: (node: Node) => boolean): Node[] {
  return pick(node) ? [node] : node.namedChildren.flatMap((child) => outermostOf(child, pick));
}

function functionOf(outer: Node, node: Node): PythonFunction {
  const body = node.childForFieldName("body")?.namedChildren ?? [];
  const documented = body[0]?.type === "expression_statement" && body[0].firstNamedChild?.type === "string" && body.length > 1;
  const parameters = node.childForFieldName("parameters");
  return {
    ...{ node, outer, name: node.childForFieldName("name")?.text ?? "" },
    parameters: (parameters?.namedChildren ?? []).map((one) => one.descendantsOfType("identifier")[0]?.text ?? one.text),
    signature: parameters?.text.slice(1, -1) ?? "",
    isAsync: node.text.startsWith("async "),
    isTool: outer.namedChildren.some((child) => child.type === "decorator" && /^@mcp\.tool\b/.test(child.text)),
    statements: body.filter((child) => child.type !== "comment").slice(documented ? 1 : 0),
  };
}

/** Names bound by assignments, loops, `with`, `:=` and, with `inner`, comprehensions and lambdas below a node. */
function boundIn(node: Node, inner: boolean): string[] {
  const targets = node.descendantsOfType([
    "assignment",
    "augmented_assignment",
    "for_statement",
    "named_expression",
    "as_pattern",
    ...(inner ? ["for_in_clause", "lambda"] : []),
  ]);
  return targets.flatMap((one) => {
    const target =
      one.childForFieldName("left") ??
      one.childForFieldName("name") ??
      one.childForFieldName("alias") ??
      one.childForFieldName("parameters");
    return target === null
      ? []
      : target.type === "identifier"
        ? [target.text]
        : target.descendantsOfType("identifier").map((name) => name.text);
  });
}

function isValueName(name: Node): boolean {
  const parent = name.parent;
  if (parent === null) return false;
  const is = (field: string) => parent.childForFieldName(field)?.id === name.id;
  if (parent.type === "attribute") return is("object");
  if (parent.type === "keyword_argument") return is("value");
  return !/^(dotted_name|aliased_import|function_definition|class_definition)$/.test(parent.type);
}
