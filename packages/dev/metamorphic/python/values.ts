import type { Transformation } from "../transformation.ts";
import { eachTool } from "./bodies.ts";
import { bodyOf, deeper } from "./layout.ts";

/** Every argument takes a way around before it is used. */
function around(name: string, way: (value: string) => string): Transformation {
  return eachTool(name, (source, tool) => ({
    body: `${tool.parameters.map((one) => `${one} = ${way(one)}`).join("\n    ")}\n    ${bodyOf(source, tool)}`,
  }));
}

/** The body stands inside another statement. */
function inside(name: string, head: string, tail = "", imports?: string): Transformation {
  return eachTool(name, (source, tool) => ({
    body: `${head}\n        ${deeper(bodyOf(source, tool))}${tail === "" ? "" : `\n    ${tail}`}`,
    ...(imports === undefined ? {} : { imports }),
  }));
}

export const VALUES: readonly Transformation[] = [
  around("value through a comprehension", (value) => `[item for item in [${value}]][0]`),
  around("value through a generator", (value) => `next(item for item in (${value},))`),
  around("value through a walrus", (value) => `(copied := ${value})`),
  around("value through a dict", (value) => `{"key": ${value}}["key"]`),
  around("value through a get", (value) => `{"key": ${value}}.get("key")`),
  around("value through a tuple", (value) => `(0, ${value})[1]`),
  around("value through a lambda", (value) => `(lambda item: item)(${value})`),
  around("value through a choice", (value) => `${value} if True else ${value}`),
  eachTool("value through unpacking", (source, tool) => ({
    body: `${tool.parameters.map((one) => `(${one},) = (${one},)`).join("\n    ")}\n    ${bodyOf(source, tool)}`,
  })),
  eachTool("value through a match", (source, tool) => ({
    body: `${tool.parameters.map((one) => `match ${one}:\n        case matched:\n            ${one} = matched`).join("\n    ")}\n    ${bodyOf(source, tool)}`,
  })),
  eachTool("early return elsewhere", (source, tool) => ({
    imports: "import sys",
    body: `if sys.maxsize < 0:\n        return "never"\n    ${bodyOf(source, tool)}`,
  })),
  inside("try and finally", "running = True\n    try:", "finally:\n        running = False"),
  inside("try and raise again", "try:", "except Exception as error:\n        raise error"),
  inside("body in a with", "with contextlib.nullcontext():", "", "import contextlib"),
  inside("body in a loop", "for _ in range(1):"),
  inside("body in an if", "if True:"),
];
