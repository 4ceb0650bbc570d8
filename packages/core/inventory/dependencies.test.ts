import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDependencies } from "./dependencies.ts";
import { readManifest } from "./manifests.ts";

/** "name version" with marks: ! direct, ~ dev, ? open version. */
function listed(files: Readonly<Record<string, string>>): readonly string[] {
  const manifests = Object.entries(files).flatMap(([path, text]) => readManifest(path, text) ?? []);
  return readDependencies(manifests, "local").list.map(
    ({ name, version, requirement, direct, dev }) => `${direct ? "!" : ""}${dev ? "~" : ""}${name} ${version ?? `? ${requirement}`}`,
  );
}

const FORMATS: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  [
    "package-lock.json 3",
    {
      "package-lock.json": JSON.stringify({
        lockfileVersion: 3,
        packages: {
          "": { dependencies: { a: "^1" }, devDependencies: { d: "1" } },
          "node_modules/a": { version: "1.2.0" },
          "node_modules/a/node_modules/b": { version: "0.1.0" },
          "node_modules/@s/c": { version: "3.0.0" },
          "node_modules/d": { version: "1.0.0", dev: true },
          "node_modules/alias": { name: "real", version: "5.0.0" },
          "node_modules/own": { resolved: "packages/own", link: true },
          "packages/own": { version: "1.0.0" },
        },
      }),
    },
    ["@s/c 3.0.0", "!a 1.2.0", "b 0.1.0", "!~d 1.0.0", "real 5.0.0"],
  ],
  [
    "package-lock.json 1",
    {
      "package-lock.json": JSON.stringify({
        dependencies: { a: { version: "1.0.0", dependencies: { b: { version: "2.0.0", dev: true } } }, g: { version: "git+ssh://x" } },
      }),
      "package.json": JSON.stringify({ dependencies: { a: "^1" } }),
    },
    ["!a 1.0.0", "~b 2.0.0"],
  ],
  [
    "pnpm-lock.yaml 9",
    {
      "pnpm-lock.yaml":
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      '@s/a':\n        specifier: ^1\n        version: 1.0.0(p@1.0.0)\n    devDependencies:\n      d:\n        specifier: 2\n        version: 2.0.0\npackages:\n  '@s/a@1.0.0':\n    resolution: {}\n  d@2.0.0: {}\n  t@3.0.0: {}\n  'file:x': {}\n",
    },
    ["!@s/a 1.0.0", "!~d 2.0.0", "t 3.0.0"],
  ],
  [
    "pnpm-lock.yaml 6 and 5",
    {
      "pnpm-lock.yaml":
        "lockfileVersion: '6.0'\ndependencies:\n  a:\n    specifier: ^1\n    version: 1.0.0\npackages:\n  /a@1.0.0(b@2.0.0):\n    dev: false\n  /@s/c@2.0.0:\n    dev: true\n  /old/1.1.0_p@1.0.0:\n    dev: false\n",
    },
    ["~@s/c 2.0.0", "!a 1.0.0", "old 1.1.0"],
  ],
  [
    "yarn.lock 1",
    {
      "yarn.lock":
        '# yarn lockfile v1\n\n\n"@s/a@^1.0.0", "@s/a@^1.1.0":\n  version "1.1.0"\n  dependencies:\n    version "^2"\n\nb@~2:\n  version "2.0.1"\n\n"alias@npm:real@^3":\n  version "3.0.0"\n',
      "package.json": '{"devDependencies":{"b":"~2"}}',
    },
    ["@s/a 1.1.0", "!~b 2.0.1", "real 3.0.0"],
  ],
  [
    "yarn.lock of Yarn 4",
    {
      "yarn.lock":
        '__metadata:\n  version: 8\n\n"a@npm:^1.0.0":\n  version: 1.0.5\n  resolution: "a@npm:1.0.5"\n\n"own@workspace:.":\n  version: 0.0.0\n  resolution: "own@workspace:."\n',
    },
    ["a 1.0.5"],
  ],
  [
    "bun.lock",
    {
      "bun.lock":
        '{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "a": "^1" }, "devDependencies": { "d": "1" }, }, }, "packages": { "a": ["a@1.0.0", "", {}, "sha512-x"], "a/b": ["@s/b@2.0.0"], "d": ["d@1.0.0"], }, }',
    },
    ["@s/b 2.0.0", "!a 1.0.0", "!~d 1.0.0"],
  ],
  [
    "package.json alone",
    { "package.json": '{"dependencies":{"a":"^1","b":"2.0.0","c":"npm:real@3.0.0","own":"workspace:*"},"devDependencies":{"d":"latest"}}' },
    ["!a ? ^1", "!b 2.0.0", "!~d ? latest", "!real 3.0.0"],
  ],
  [
    "poetry.lock",
    {
      "poetry.lock":
        '[[package]]\nname = "A_b"\nversion = "1.0"\n[[package]]\nname = "d"\nversion = "2.0"\ngroups = ["dev"]\n[[package]]\nname = "g"\nversion = "0"\n[package.source]\ntype = "git"\n',
      "pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.11"\na-b = "^1"\n',
    },
    ["!a-b 1.0", "~d 2.0"],
  ],
  [
    "uv.lock",
    {
      "uv.lock":
        '[[package]]\nname = "own"\nversion = "0.1"\nsource = { virtual = "." }\ndependencies = [{ name = "a" }]\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\n[[package]]\nname = "t"\nversion = "2.0"\nsource = { registry = "https://pypi.org/simple" }\n',
    },
    ["!a 1.0", "t 2.0"],
  ],
  [
    "Pipfile.lock",
    { "Pipfile.lock": '{"default":{"A.b":{"version":"==1.0"}},"develop":{"d":{"version":"==2.0"}}}', Pipfile: '[packages]\n"A.b" = "*"\n' },
    ["!a-b 1.0", "~d 2.0"],
  ],
  [
    "Pipfile alone",
    { Pipfile: '[packages]\na = "==1.0"\nb = {version = ">=2"}\n[dev-packages]\nd = "*"\n' },
    ["!a 1.0", "!b ? >=2", "!~d ? *"],
  ],
  [
    "requirements.txt",
    {
      "requirements.txt":
        "# c\n-r other.txt\n--index-url https://x\nA_b[x]==1.0 ; python_version > '3' # c\nb>=2,<3\nc\nd @ https://x/y.whl\ngit+https://x/y\n./local\ne==1.* \\\n  --hash=sha256:00\nf == 2.0 --hash=sha256:11\n",
    },
    ["!a-b 1.0", "!b ? >=2,<3", "!c ? *", "!e ? ==1.*", "!f 2.0"],
  ],
  ["requirements-dev.txt", { "requirements-dev.txt": "a==1" }, ["!~a 1"]],
  [
    "pyproject.toml",
    {
      "pyproject.toml":
        '[project]\nname="x"\ndependencies=["a==1.0","B-c>=2 ; extra == \'z\'"]\n[project.optional-dependencies]\no=["o~=1.0"]\n[dependency-groups]\ndev=["d==1",{include-group="x"}]\n[tool.poetry.group.test.dependencies]\nt="1.0"\n',
    },
    ["!a 1.0", "!b-c ? >=2", "!~d 1", "!o ? ~=1.0", "!~t 1.0"],
  ],
  [
    "go.mod",
    {
      "go.mod":
        "module x\n\ngo 1.22\n\nrequire example.com/a v1.0.0\nrequire (\n\texample.com/b v2.0.0+incompatible\n\texample.com/c v0.0.0-20240101000000-abcdef123456 // indirect\n)\nreplace (\n\texample.com/z v1.0.0 => ./z\n)\n",
    },
    ["!example.com/a 1.0.0", "!example.com/b 2.0.0+incompatible", "example.com/c 0.0.0-20240101000000-abcdef123456"],
  ],
  [
    "Cargo.lock",
    {
      "Cargo.lock":
        '[[package]]\nname = "own"\nversion = "0.1.0"\ndependencies = ["a", "b 2.0.0"]\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n[[package]]\nname = "t"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
    },
    ["!a 1.0.0", "t 1.0.0"],
  ],
  [
    "pom.xml",
    {
      "pom.xml":
        "<project><properties><v.x>1.2</v.x></properties><!-- <dependency><groupId>no</groupId><artifactId>no</artifactId></dependency> --><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v.x}</version></dependency><dependency><groupId>g</groupId><artifactId>t</artifactId><scope>test</scope></dependency></dependencies></project>",
    },
    ["!g:a 1.2", "!~g:t ? null"],
  ],
];

describe("lock files and manifests", () => {
  it.each(FORMATS)("%s", (_, files, expected) => expect([...listed(files)].sort()).toEqual([...expected].sort()));

  it("of another folder say nothing about this one", () => {
    const files = {
      "a/package.json": '{"dependencies":{"x":"^1"}}',
      "b/package-lock.json": '{"packages":{"node_modules/x":{"version":"1.0.0"}}}',
    };
    expect(listed(files)).toEqual(["!x ? ^1", "x 1.0.0"]);
  });

  it("have package URLs", () => {
    const manifests = [
      ["package.json", '{"dependencies":{"@s/a":"1.0.0","b":"^1"}}'],
      ["go.mod", "require example.com/x/y v1.0.0"],
      ["pom.xml", "<dependency><groupId>org.g</groupId><artifactId>a</artifactId><version>1</version></dependency>"],
      ["requirements.txt", "A_b==1.0"],
    ].flatMap(([path = "", text = ""]) => readManifest(path, text) ?? []);
    expect(readDependencies(manifests, "local").list.map(({ purl }) => purl)).toEqual([
      "pkg:golang/example.com/x/y@v1.0.0",
      "pkg:maven/org.g/a@1",
      "pkg:pypi/a-b@1.0",
      "pkg:npm/%40s/a@1.0.0",
      "pkg:npm/b",
    ]);
  });

  it("that cannot be read are named, not skipped", () => {
    const manifests = [
      ["package-lock.json", "{"],
      ["poetry.lock", "[["],
      ["pnpm-lock.yaml", "a: [\n"],
    ].flatMap(([path = "", text = ""]) => readManifest(path, text) ?? []);
    expect(readDependencies(manifests, "local").unread.map(({ path }) => path)).toEqual([
      "package-lock.json",
      "poetry.lock",
      "pnpm-lock.yaml",
    ]);
  });

  it("of any content are read without failing", () => {
    const names = [
      "package-lock.json",
      "pnpm-lock.yaml",
      "yarn.lock",
      "bun.lock",
      "package.json",
      "poetry.lock",
      "uv.lock",
      "Pipfile",
      "Pipfile.lock",
      "requirements.txt",
      "pyproject.toml",
      "go.mod",
      "Cargo.lock",
      "pom.xml",
    ];
    const content = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.json(),
      fc.constantFrom(
        "[".repeat(50_000),
        '{"dependencies":'.repeat(20_000),
        '{"__proto__":{"dependencies":{"a":"1"}},"packages":{"constructor":null}}',
        "<dependency>".repeat(20_000),
        "a@b:\n".repeat(10_000),
      ),
    );
    fc.assert(fc.property(fc.constantFrom(...names), content, (path, text) => Array.isArray(listed({ [path]: text }))));
  });
});
