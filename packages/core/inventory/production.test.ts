import { describe, expect, it } from "vitest";
import type { EntryPoint } from "./entry-points.ts";
import { contextOf, type Linked, productionOf } from "./production.ts";

/** A program of files that import each other by path. */
function linked(imports: Readonly<Record<string, readonly string[]>>): Linked {
  const paths = Object.keys(imports);
  const byPath = new Map(paths.map((path, unit) => [path, unit]));
  return {
    ...{ paths, byPath },
    importsOf: (unit) => (imports[paths[unit] as string] ?? []).flatMap((path) => byPath.get(path) ?? []),
    file: (directory, path) => byPath.get(directory === "" ? path : `${directory}/${path}`) ?? null,
    module: (name) => byPath.get(`${name.replaceAll(".", "/")}.py`) ?? null,
  };
}

const start = (path: string, by = "package.json"): EntryPoint => ({
  directory: by.includes("/") ? by.slice(0, by.lastIndexOf("/")) : "",
  path,
  by,
});
const contexts = (
  imports: Readonly<Record<string, readonly string[]>>,
  entries: readonly EntryPoint[],
  handlers: readonly number[] = [],
) => {
  const program = linked(imports);
  const production = productionOf(entries, program, "");
  return program.paths.map((path) => contextOf(path, production, new Set(handlers), program));
};

describe("context of a file", () => {
  it("is production if an entry point reaches it, else what its name says", () => {
    const files = {
      "main.ts": ["test/tool.ts"],
      "test/tool.ts": [],
      "test/other.ts": [],
      "examples/a.ts": [],
      "docs/a.ts": [],
      "src/unused.ts": [],
      "a.test.ts": [],
      "node_modules/x/i.js": [],
    };
    expect(contexts(files, [start("main.ts")])).toEqual([
      "production",
      "production",
      "test",
      "example",
      "docs",
      "production",
      "test",
      "vendored",
    ]);
  });

  it("is production if a handler reaches it, whatever it is called", () => {
    expect(contexts({ "main.ts": [], "test/tool.ts": [] }, [start("main.ts")], [1])).toEqual(["production", "production"]);
  });

  it("is production for all code where nothing says where execution starts", () => {
    expect(contexts({ "server.ts": [], "test/a.ts": [] }, [])).toEqual(["production", "production"]);
    expect(contexts({ "server.ts": [], "test/a.ts": [] }, [start("missing.js")])).toEqual(["production", "production"]);
  });

  it("is not production for what only an example's own manifest starts", () => {
    expect(contexts({ "main.ts": [], "examples/a/run.ts": [] }, [start("main.ts"), start("run.ts", "examples/a/package.json")])).toEqual([
      "production",
      "example",
    ]);
  });
});

describe("order of evaluation", () => {
  it("is entry points first, then by path, each once", () => {
    const program = linked({ "b.ts": [], "a.ts": [], "main.ts": [] });
    expect(productionOf([start("main.ts"), start("main.ts")], program, "").order).toEqual([2, 1, 0]);
  });

  it("leaves out what lies outside the server's folder", () => {
    const program = linked({ "other/a.ts": [], "server/main.ts": [] });
    expect(productionOf([start("a.ts", "other/package.json"), start("main.ts", "server/package.json")], program, "server").order).toEqual([
      1,
    ]);
  });
});
