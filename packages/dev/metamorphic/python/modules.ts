import { edited } from "../edits.ts";
import { type Files, inTurn, ofFile, type Transformation } from "../transformation.ts";
import { extractBody } from "./bodies.ts";
import { PythonSource } from "./source.ts";

const SERVER = "server.py";
const OWN = /^(mcp\b|from mcp|@mcp)/;

/** What does not touch the server object stands in another file. */
interface Split {
  readonly rest: string;
  readonly moved: string;
  /** Names that the rest needs of what has moved. */
  readonly names: readonly string[];
}

function split(text: string): Split | null {
  return PythonSource.read(text, (source) => {
    const moved = source.root.namedChildren.filter((node) => !OWN.test(node.text) && !/^import_/.test(node.type));
    const staying = source.root.namedChildren.filter((node) => !moved.includes(node));
    const used = new Set(
      staying.filter((node) => !/^import_/.test(node.type)).flatMap((node) => source.namesIn(node).map((name) => name.text)),
    );
    const names = [...source.moduleNames].filter((name) => used.has(name) && name !== "mcp");
    if (names.length === 0) return null;
    const imports = source.imports.filter((node) => !OWN.test(node.text)).map((node) => node.text);
    return {
      rest: edited(
        text,
        moved.map((node) => ({ start: node.startIndex, end: node.endIndex, text: "" })),
      ),
      moved: `${[...imports, "", ...moved.map((node) => `${node.text}\n`)].join("\n")}\n`,
      names,
    };
  });
}

function moving(name: string, write: (parts: Split) => readonly (readonly [string, string])[]): Transformation {
  const apply = (files: Files): Files | null => {
    const parts = split(files.get(SERVER) ?? "");
    return parts === null ? null : new Map([...files, ...write(parts)]);
  };
  return inTurn(name, extractBody, { name, apply });
}

const list = (names: readonly string[]) => names.join(", ");
const bound = (names: readonly string[], module: string) => names.map((name) => `${name} = ${module}.${name}\n`).join("");

/** Another way to tell the server about its tools. */
function registered(name: string, write: (fn: string) => string): Transformation {
  return ofFile(name, SERVER, (text) =>
    PythonSource.read(text, (source) => {
      const edits = source.tools.map((tool) => ({
        start: tool.outer.startIndex,
        end: tool.outer.endIndex,
        text: `${source.slice(tool.node)}\n\n\n${write(tool.name)}`,
      }));
      return edits.length === 0 ? null : edited(text, edits);
    }),
  );
}

const stacked: Transformation = ofFile("decorators on each other", SERVER, (text) => {
  const logged = [
    "def logged(fn):",
    "    @functools.wraps(fn)",
    "    def wrapper(*args, **kwargs):",
    "        return fn(*args, **kwargs)",
    "",
    "    return wrapper",
  ].join("\n");
  return `import functools\n\n\n${logged}\n\n\n${text.replaceAll(/^@mcp\.tool\(.*\)$/gm, "$&\n@logged")}`;
});

export const MODULES: readonly Transformation[] = [
  moving("move to a module", ({ rest, moved, names }) => [
    [SERVER, `from steps import ${list(names)}\n${rest}`],
    ["steps.py", moved],
  ]),
  moving("move to an imported module", ({ rest, moved, names }) => [
    [SERVER, `import steps\n\n${bound(names, "steps")}${rest}`],
    ["steps.py", moved],
  ]),
  moving("move to a package", ({ rest, moved, names }) => [
    [SERVER, `from lib import ${list(names)}\n${rest}`],
    ["lib/__init__.py", `from .steps import ${list(names)}\n`],
    ["lib/steps.py", moved],
  ]),
  moving("move behind a star import", ({ rest, moved, names }) => [
    [SERVER, `from lib import ${list(names)}\n${rest}`],
    ["lib/__init__.py", "from .steps import *\n"],
    ["lib/steps.py", moved],
  ]),
  registered("register by a call", (fn) => `mcp.tool()(${fn})`),
  registered("register by add_tool", (fn) => `mcp.add_tool(${fn})`),
  registered("register in a loop", (fn) => `for function in [${fn}]:\n    mcp.add_tool(function)`),
  stacked,
];
