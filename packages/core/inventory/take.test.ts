import { describe, expect, it } from "vitest";
import type { Snapshot } from "../snapshot.ts";
import { takeInventory } from "./take.ts";

function snapshotOf(files: Readonly<Record<string, string | Uint8Array>>): Snapshot {
  return {
    target: { input: "x", type: "local", name: "x", version: null, canonicalId: "local:x", subfolder: "", trusted: true },
    files: Object.entries(files)
      .map(([path, content]) => ({ path, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content }))
      .map(({ path, bytes }) => ({ path, bytes, size: bytes.length, hash: `sha256:${path}` })),
    ...{ digest: "sha256:00", facts: null, notes: [] },
  };
}

describe("manifests", () => {
  it.each([
    ["package.json", '{"name":"a"}', "package.json", { name: "a" }],
    [
      "tsconfig.build.json",
      '{ // comment\n "a": [1, 2,], /* x */ "b": "// no comment", }',
      "tsconfig.json",
      { a: [1, 2], b: "// no comment" },
    ],
    ["pyproject.toml", '[project]\nname = "a"\n', "pyproject.toml", { project: { name: "a" } }],
    ["deploy/docker-compose.prod.yml", "services: {}\n", "compose", { services: {} }],
    [".github/workflows/release.yml", "on: push\n", "workflow", { on: "push" }],
    ["api/Dockerfile.dev", "FROM node\n", "Dockerfile", null],
    [".cursor/mcp.json", '{"mcpServers":{}}', "client-config", { mcpServers: {} }],
    ["requirements-dev.txt", "mcp\n", "requirements.txt", null],
    [".env.local", "A=1\n", "env", null],
    ["manifest.json", '{"mcpb_version":"0.1","server":{}}', "mcpb-manifest", { mcpb_version: "0.1", server: {} }],
  ])("%s is read in its format", (path, text, kind, data) => {
    expect(takeInventory(snapshotOf({ [path]: text })).manifests).toEqual([{ kind, path, text, data, problem: null }]);
  });

  it.each([
    ["package.json", "{"],
    ["pyproject.toml", "= 1"],
    ["compose.yaml", "a: [1\n"],
    [
      "compose.yaml",
      `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c]\n`,
    ],
  ])("%s that does not parse is listed with the reason", (path, text) => {
    const [manifest] = takeInventory(snapshotOf({ [path]: text })).manifests;
    expect(manifest?.data).toBeNull();
    expect(manifest?.problem).toMatch(/\S/);
  });

  it("with keys of the prototype change no prototype", () => {
    const [manifest] = takeInventory(
      snapshotOf({ "package.json": '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}' }),
    ).manifests;
    expect(manifest?.problem).toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("of a web page are none", () => {
    expect(takeInventory(snapshotOf({ "public/manifest.json": '{"name":"page","icons":[]}' })).manifests).toEqual([]);
  });
});

describe("code", () => {
  it("is what a front end reads; everything else that is a program says why it is not", () => {
    const inventory = takeInventory(
      snapshotOf({
        "a.ts": "a",
        "b.d.ts": "b",
        "c.pyi": "c",
        "d.py": "d",
        "e.rs": "e",
        "f.md": "f",
        "g.py": Uint8Array.of(1, 0, 2),
        "h.js": Uint8Array.of(47, 47, 0, 255),
      }),
    );
    expect(inventory.code.map(({ path, text }) => [path, text])).toEqual([
      ["a.ts", "a"],
      ["d.py", "d"],
      ["h.js", "//\0\ufffd"],
    ]);
    expect(inventory.skipped.map(({ path, reason }) => [path, reason])).toEqual([
      ["b.d.ts", "declaration-file"],
      ["c.pyi", "declaration-file"],
      ["e.rs", "unsupported-language"],
      ["g.py", "binary"],
      ["h.js", "not-utf8"],
    ]);
    expect(inventory.languages).toEqual({ python: 3, typescript: 2, javascript: 1, rust: 1 });
  });

  it("loses its byte order mark", () => {
    expect(takeInventory(snapshotOf({ "a.js": "\ufeffa" })).code[0]?.text).toBe("a");
  });
});

describe("entry points", () => {
  const starts = (files: Readonly<Record<string, string>>) =>
    takeInventory(snapshotOf(files)).entryPoints.map(({ directory, path, module }) => [directory, path ?? module]);

  it.each<[string, Record<string, string>, string[][]]>([
    [
      "bin and exports",
      {
        "package.json": '{"bin":{"x":"./dist/cli.js"},"exports":{".":{"types":"./t.d.ts","import":"./dist/index.js"},"./*":"./dist/*.js"}}',
      },
      [
        ["", "./dist/cli.js"],
        ["", "./dist/index.js"],
      ],
    ],
    [
      "scripts that run by themselves",
      { "package.json": '{"main":"a.js","scripts":{"postinstall":"node scripts/setup.js","test":"node test.js"}}' },
      [
        ["", "a.js"],
        ["", "scripts/setup.js"],
      ],
    ],
    ["nothing said", { "sub/package.json": '{"name":"x"}' }, [["sub", "index.js"]]],
    [
      "project scripts",
      { "pyproject.toml": '[project.scripts]\nserve = "pkg.server:main"\n[tool.poetry.scripts]\nx = "other:run"\n' },
      [
        ["", "pkg.server"],
        ["", "other"],
      ],
    ],
    ["setup.py", { "setup.py": 'setup(entry_points={"console_scripts": ["x = pkg.cli:main"]})' }, [["", "pkg.cli"]]],
    ["a wheel", { "x-1.dist-info/entry_points.txt": "[console_scripts]\nx = pkg.cli:main\n" }, [["", "pkg.cli"]]],
    ["a container", { Dockerfile: 'FROM node\nRUN node build.js\nENTRYPOINT ["node", "/app/dist/index.js"]\n' }, [["", "dist/index.js"]]],
    ["a container with a module", { Dockerfile: 'CMD ["python", "-m", "pkg.server"]\n' }, [["", "pkg.server"]]],
    [
      "an extension bundle",
      {
        "manifest.json":
          '{"mcpb_version":"1","server":{"entry_point":"server/index.js","mcp_config":{"args":["${__dirname}/server/index.js"]}}}',
      },
      [["", "server/index.js"]],
    ],
  ])("from %s", (_, files, expected) => {
    expect(starts(files)).toEqual(expected);
  });
});
