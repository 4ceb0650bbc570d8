import { type Edit, edited, inserted } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { bodyOf, deeper, defined, freshName } from "./layout.ts";
import { type PythonFunction, PythonSource } from "./source.ts";

const SERVER = "server.py";

/** What replaces a tool's body, and what is declared before all functions and imported for it. */
interface Rewritten {
  readonly body: string;
  readonly declared?: string;
  readonly imports?: string;
}

/** Rewrites the body of every tool. */
export function eachTool(
  name: string,
  write: (source: PythonSource, tool: PythonFunction, as: string) => Rewritten | null,
): Transformation {
  return ofFile(name, SERVER, (text) =>
    PythonSource.read(text, (source) => {
      const edits: Edit[] = [];
      const imports = new Set<string>();
      source.tools.forEach((tool, at) => {
        const written = write(source, tool, freshName(text, `step${at + 1}`));
        const [first] = tool.statements;
        const last = tool.statements.at(-1);
        if (written === null || first === undefined || last === undefined) return;
        edits.push({ start: first.startIndex, end: last.endIndex, text: written.body });
        if (written.declared !== undefined) edits.push(inserted(source.beforeFunctions, `${written.declared}\n\n`));
        if (written.imports !== undefined) imports.add(written.imports);
      });
      return edits.length === 0 ? null : [...imports].map((line) => `${line}\n`).join("") + edited(text, edits);
    }),
  );
}

function delegating(name: string, call: (as: string, names: readonly string[]) => string, imports?: string): Transformation {
  return eachTool(name, (source, tool, as) => ({
    declared: defined(tool, as, tool.signature, bodyOf(source, tool)),
    body: `return ${tool.isAsync ? "await " : ""}${call(as, tool.parameters)}`,
    ...(imports === undefined ? {} : { imports }),
  }));
}

export const extractBody: Transformation = delegating("extract the body", (as, names) => `${as}(${names.join(", ")})`);

const method: Transformation = eachTool("body in a class", (source, tool, as) => ({
  declared: `class Service_${as}:\n    ${deeper(defined(tool, "run", `self, ${tool.signature}`, bodyOf(source, tool)))}\n\n${as} = Service_${as}()\n`,
  body: `return ${tool.isAsync ? "await " : ""}${as}.run(${tool.parameters.join(", ")})`,
}));

const fields: Transformation = eachTool("body on fields", (source, tool, as) => {
  const stored = tool.parameters.map((one) => `self.${one} = ${one}`).join("\n        ");
  const loaded = tool.parameters.map((one) => `${one} = self.${one}`).join("\n    ");
  const run = defined(tool, "run", "self", `${loaded}\n    ${bodyOf(source, tool)}`);
  return {
    declared: `class Job_${as}:\n    def __init__(self, ${tool.signature}):\n        ${stored}\n\n    ${deeper(run)}\n`,
    body: `return ${tool.isAsync ? "await " : ""}Job_${as}(${tool.parameters.join(", ")}).run()`,
  };
});

const inherited: Transformation = eachTool("body in a subclass", (source, tool, as) => ({
  declared: [
    `class Base_${as}:\n    ${deeper(defined(tool, "call", "self, *args", `return ${tool.isAsync ? "await " : ""}self.run(*args)`))}\n`,
    `class Service_${as}(Base_${as}):\n    ${deeper(defined(tool, "run", `self, ${tool.signature}`, bodyOf(source, tool)))}\n`,
  ].join("\n"),
  body: `return ${tool.isAsync ? "await " : ""}Service_${as}().call(${tool.parameters.join(", ")})`,
}));

const staticMethod: Transformation = eachTool("body in a static method", (source, tool, as) => ({
  declared: `class Service_${as}:\n    @staticmethod\n    ${deeper(defined(tool, "run", tool.signature, bodyOf(source, tool)))}\n`,
  body: `return ${tool.isAsync ? "await " : ""}Service_${as}.run(${tool.parameters.join(", ")})`,
}));

const dataClass: Transformation = eachTool("body on a data class", (source, tool, as) => {
  const run = defined(
    tool,
    "run",
    "self",
    `${tool.parameters.map((one) => `${one} = self.${one}`).join("\n    ")}\n    ${bodyOf(source, tool)}`,
  );
  return {
    imports: "from dataclasses import dataclass",
    declared: `@dataclass\nclass Job_${as}:\n    ${tool.signature.split(/, (?=\w+:)/).join("\n    ")}\n\n    ${deeper(run)}\n`,
    body: `return ${tool.isAsync ? "await " : ""}Job_${as}(${tool.parameters.map((one) => `${one}=${one}`).join(", ")}).run()`,
  };
});

const nested: Transformation = eachTool("body in an inner function", (source, tool, as) => ({
  body: `${tool.isAsync ? "async " : ""}def ${as}(${tool.signature}):\n        ${deeper(bodyOf(source, tool))}\n\n    return ${tool.isAsync ? "await " : ""}${as}(${tool.parameters.join(", ")})`,
}));

const tabled: Transformation = eachTool("body in a table", (source, tool, as) => ({
  declared: `${defined(tool, as, tool.signature, bodyOf(source, tool))}\n\nTABLE_${as} = {"run": ${as}}\n`,
  body: `return ${tool.isAsync ? "await " : ""}TABLE_${as}["run"](${tool.parameters.join(", ")})`,
}));

const inThread: Transformation = eachTool("body in a thread", (source, tool, as) =>
  tool.isAsync
    ? null
    : {
        imports: "from concurrent.futures import ThreadPoolExecutor",
        declared: defined(tool, as, tool.signature, bodyOf(source, tool)),
        body: `with ThreadPoolExecutor() as pool:\n        return pool.submit(${as}, ${tool.parameters.join(", ")}).result()`,
      },
);

export const BODIES: readonly Transformation[] = [
  extractBody,
  delegating("body by keyword arguments", (as, names) => `${as}(${names.map((one) => `${one}=${one}`).join(", ")})`),
  delegating("body by a list of arguments", (as, names) => `${as}(*[${names.join(", ")}])`),
  delegating("body by a dict of arguments", (as, names) => `${as}(**{${names.map((one) => `"${one}": ${one}`).join(", ")}})`),
  delegating("body by a partial", (as, names) => `functools.partial(${as}, ${names.join(", ")})()`, "import functools"),
  delegating("body by a lambda", (as, names) => `(lambda *args: ${as}(*args))(${names.join(", ")})`),
  ...[method, fields, inherited, staticMethod, dataClass, nested, tabled, inThread],
];
