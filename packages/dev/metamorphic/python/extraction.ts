import type { Node } from "web-tree-sitter";
import { type Edit, edited, inserted } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { freshName } from "./layout.ts";
import { outermostOf, type PythonFunction, PythonSource } from "./source.ts";

const SERVER = "server.py";

interface Piece {
  readonly node: Node;
  readonly names: readonly string[];
  /** "return …", or the statement itself. */
  readonly body: string;
}

function extracting(
  name: string,
  pick: (source: PythonSource, fn: PythonFunction) => Node[],
  write: (piece: Piece, as: string) => { declared: string; call: string },
): Transformation {
  return ofFile(name, SERVER, (text) =>
    PythonSource.read(text, (source) => {
      const pieces = source.functions.flatMap((fn) => pick(source, fn).flatMap((node) => pieceOf(source, fn, node)));
      if (pieces.length === 0) return null;
      const declared: string[] = [];
      const edits = pieces.map((piece, at): Edit => {
        const written = write(piece, freshName(text, `step${at + 1}`));
        declared.push(written.declared);
        return { start: piece.node.startIndex, end: piece.node.endIndex, text: written.call };
      });
      return edited(text, [inserted(source.beforeFunctions, `${declared.join("\n\n")}\n\n`), ...edits]);
    }),
  );
}

/** What other code can take over: it awaits nothing and binds nothing of its surroundings, and needs something of them. */
function pieceOf(source: PythonSource, fn: PythonFunction, node: Node): Piece[] {
  const names = source.freeIn(node, fn);
  if (names.length === 0 || node.descendantsOfType(["await", "yield", "named_expression"]).length > 0) return [];
  return [{ node, names, body: node.type === "if_statement" ? source.slice(node) : `return ${source.slice(node)}` }];
}

/** Calls of what is not the function's own, with its own names as arguments. */
function calls(source: PythonSource, fn: PythonFunction): Node[] {
  const local = source.localNames(fn);
  const isCall = (node: Node): boolean => {
    const root = node.type === "call" ? rootOf(node) : null;
    return root !== null && !local.has(root) && pieceOf(source, fn, node).length > 0;
  };
  return fn.statements.flatMap((statement) => outermostOf(statement, isCall));
}

function rootOf(node: Node): string | null {
  let at: Node | null = node;
  while (at !== null && /^(call|attribute|subscript)$/.test(at.type))
    at = at.childForFieldName("function") ?? at.childForFieldName("object") ?? at.childForFieldName("value");
  return at?.type === "identifier" ? at.text : null;
}

function conditions(_: PythonSource, fn: PythonFunction): Node[] {
  return fn.statements.flatMap((one) =>
    one.type === "if_statement" ? [one.childForFieldName("condition")].filter((node) => node !== null) : [],
  );
}

function guards(_: PythonSource, fn: PythonFunction): Node[] {
  return fn.statements.filter(
    (one) =>
      one.type === "if_statement" &&
      one.childForFieldName("alternative") === null &&
      one.childForFieldName("consequence")?.namedChildren.every((child) => child.type === "raise_statement") === true,
  );
}

const asFunction = ({ names, body }: Piece, as: string) => ({
  declared: `def ${as}(${names.join(", ")}):\n    ${body}\n`,
  call: `${as}(${names.join(", ")})`,
});

const asKeywords = ({ names, body }: Piece, as: string) => ({
  declared: `def ${as}(*, ${names.map((one) => `${one}=None`).join(", ")}):\n    ${body}\n`,
  call: `${as}(${names.map((one) => `${one}=${one}`).join(", ")})`,
});

const asMethod = ({ names, body }: Piece, as: string) => ({
  declared: `class Steps_${as}:\n    def run(self, ${names.join(", ")}):\n        ${body.replaceAll("\n", "\n    ")}\n`,
  call: `Steps_${as}().run(${names.join(", ")})`,
});

const asFields = ({ names, body }: Piece, as: string) => ({
  declared: [
    `class Job_${as}:\n    def __init__(self, ${names.join(", ")}):\n        ${names.map((one) => `self.${one} = ${one}`).join("\n        ")}\n`,
    `    def run(self):\n        ${names.map((one) => `${one} = self.${one}`).join("\n        ")}\n        ${body.replaceAll("\n", "\n    ")}\n`,
  ].join("\n"),
  call: `Job_${as}(${names.join(", ")}).run()`,
});

/** `if bad: raise; rest` as `if not bad: rest else: raise` */
const invertGuard: Transformation = ofFile("guard the other way round", SERVER, (text) =>
  PythonSource.read(text, (source) => {
    const edits = source.functions.flatMap((fn): Edit[] => {
      const [guard] = guards(source, fn);
      const rest = guard === undefined ? [] : fn.statements.slice(fn.statements.indexOf(guard) + 1);
      const [first] = rest;
      const last = rest.at(-1);
      const condition = guard?.childForFieldName("condition");
      const consequence = guard?.childForFieldName("consequence");
      if (guard === undefined || first === undefined || last === undefined || !condition || !consequence) return [];
      const body = source.slice(first, last).replaceAll("\n", "\n    ");
      return [
        {
          start: guard.startIndex,
          end: last.endIndex,
          text: `if not (${condition.text}):\n        ${body}\n    else:\n        ${consequence.text}`,
        },
      ];
    });
    return edits.length === 0 ? null : edited(text, edits);
  }),
);

export const EXTRACTIONS: readonly Transformation[] = [
  extracting("extract the call", calls, asFunction),
  extracting("call by keywords", calls, asKeywords),
  extracting("call in a method", calls, asMethod),
  extracting("call on fields", calls, asFields),
  extracting("extract the condition", conditions, asFunction),
  extracting("condition in a method", conditions, asMethod),
  extracting("extract the guard", guards, asFunction),
  invertGuard,
];
