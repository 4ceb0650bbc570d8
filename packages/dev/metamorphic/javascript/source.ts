import ts from "typescript";

/** A call that registers a tool, and the function it registers. */
export interface Handler {
  readonly call: ts.CallExpression;
  readonly fn: ts.ArrowFunction | ts.FunctionExpression;
  readonly body: ts.Block;
}

/** How a name stands in the text: a rename must write `name: new` for the short forms. */
type UseForm = "plain" | "shorthand" | "binding" | "import";

export interface Use {
  readonly node: ts.Identifier;
  readonly symbol: ts.Symbol;
  readonly form: UseForm;
}

const FILE = "/server.ts";

/** One TypeScript file with its names resolved. */
export class Source {
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly uses: readonly Use[];

  constructor(text: string) {
    this.text = text;
    this.tree = ts.createSourceFile(FILE, text, ts.ScriptTarget.ESNext, true);
    const checker = checkerOf(this.tree);
    const uses: Use[] = [];
    walk(this.tree, (node) => {
      if (!ts.isIdentifier(node) || !isValueName(node)) return;
      const parent = node.parent;
      const shorthand = ts.isShorthandPropertyAssignment(parent);
      const symbol = shorthand ? checker.getShorthandAssignmentValueSymbol(parent) : checker.getSymbolAtLocation(node);
      if (symbol?.declarations?.[0]?.getSourceFile() === this.tree)
        uses.push({ node, symbol, form: shorthand ? "shorthand" : formOf(node) });
    });
    this.uses = uses;
  }

  get handlers(): Handler[] {
    const found: Handler[] = [];
    walk(this.tree, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const fn = node.arguments.at(-1);
      if (!/^(registerTool|tool)$/.test(node.expression.name.text) || fn === undefined) return;
      if ((ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) && ts.isBlock(fn.body)) found.push({ call: node, fn, body: fn.body });
    });
    return found;
  }

  get imports(): ts.ImportDeclaration[] {
    return this.tree.statements.filter(ts.isImportDeclaration);
  }

  /** End of the last import: where new declarations go. */
  get afterImports(): number {
    return this.imports.at(-1)?.getEnd() ?? 0;
  }

  textOf(node: ts.Node): string {
    return this.text.slice(node.getStart(), node.getEnd());
  }

  usesIn(node: ts.Node): Use[] {
    return this.uses.filter((use) => use.node.pos >= node.pos && use.node.end <= node.end);
  }

  usesOf(symbol: ts.Symbol): Use[] {
    return this.uses.filter((use) => use.symbol === symbol);
  }

  /** Names that a node uses and does not declare; local ones only, or also those of the module (never imports). */
  freeIn(node: ts.Node, where: "local" | "module"): ts.Symbol[] {
    const free = new Set<ts.Symbol>();
    for (const { symbol } of this.usesIn(node)) {
      const at = symbol.declarations?.[0] as ts.Node;
      const inside = at.pos >= node.pos && at.end <= node.end;
      if (!inside && !isImported(at) && (where === "module" || !isOfModule(at))) free.add(symbol);
    }
    return [...free];
  }
}

export function isImported(declaration: ts.Node): boolean {
  return ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration);
}

/** A function of a list of steps awaits at its own level, not only in functions inside it. */
export function hasAwait(node: ts.Node): boolean {
  let found = false;
  const look = (inner: ts.Node): void => {
    if (ts.isAwaitExpression(inner)) found = true;
    else if (!ts.isFunctionLike(inner)) ts.forEachChild(inner, look);
  };
  ts.forEachChild(node, look);
  return found || ts.isAwaitExpression(node);
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The outermost nodes below `node` (itself included) that `pick` accepts. */
export function outermost<T extends ts.Node>(node: ts.Node, pick: (node: ts.Node) => node is T): T[] {
  if (pick(node)) return [node];
  const found: T[] = [];
  ts.forEachChild(node, (child) => void found.push(...outermost(child, pick)));
  return found;
}

function isOfModule(declaration: ts.Node): boolean {
  for (let at = declaration.parent; at !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isBlock(at) || ts.isCatchClause(at) || ts.isForStatement(at) || ts.isForOfStatement(at)) return false;
  }
  return true;
}

function isValueName(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent)) return parent.name === node;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isGetAccessor(parent)) return parent.name !== node;
  if (ts.isInterfaceDeclaration(parent) || ts.isTypeAliasDeclaration(parent) || ts.isPropertySignature(parent)) return false;
  return !ts.isTypeNode(parent) && !ts.isLabeledStatement(parent) && !ts.isJsxAttribute(parent);
}

function formOf(node: ts.Identifier): UseForm {
  const parent = node.parent;
  if (ts.isImportSpecifier(parent) && parent.propertyName === undefined) return "import";
  return ts.isBindingElement(parent) &&
    parent.name === node &&
    parent.propertyName === undefined &&
    parent.dotDotDotToken === undefined &&
    ts.isObjectBindingPattern(parent.parent)
    ? "binding"
    : "plain";
}

function checkerOf(tree: ts.SourceFile): ts.TypeChecker {
  const host: ts.CompilerHost = {
    fileExists: (path) => path === FILE,
    readFile: () => undefined,
    getSourceFile: (path) => (path === FILE ? tree : undefined),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  const options = { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  return ts.createProgram([FILE], options, host).getTypeChecker();
}
