import { describe, expect, it } from "vitest";
import { testFrontEnd } from "../language/python/testing.ts";
import { pythonFlowsIn } from "./testing.ts";

const frontEnd = await testFrontEnd();
const flowsIn = (source: string | Readonly<Record<string, string>>) => pythonFlowsIn(source, frontEnd);

/** A tool with the argument `name`; lines of the body are joined by "\n", and the places of findings left out. */
const tool = (body: string, type = "str") => `@app.tool()\ndef t(name: ${type}):\n    ${body.replaceAll("\n", "\n    ")}\n`;
const kinds = (source: string) => flowsIn(source).map((line) => line.replace(/ \d+/, ""));

const FOUND = ["name -> shell-command"];

describe("data goes from an argument to a call", () => {
  it.each([
    ["as it is", "shell(name)"],
    ["in an f-string", 'shell(f"ls {name}")'],
    ["in a nested f-string", "shell(f\"ls {f'{name}'}\")"],
    ["by format", 'shell("ls {}".format(name))'],
    ["by a named format", 'shell("ls {n}".format(n=name))'],
    ["by percent", 'shell("ls %s" % name)'],
    ["by percent of a tuple", 'shell("ls %s %s" % ("-l", name))'],
    ["by percent of a dict", 'shell("ls %(n)s" % {"n": name})'],
    ["in a sum", 'shell("ls " + name)'],
    ["by +=", 'line = "ls "\nline += name\nshell(line)'],
    ["through join", 'shell(" ".join(["ls", name]))'],
    ["through strip and lower", "shell(name.strip().lower())"],
    ["through replace", 'shell("ls NAME".replace("NAME", name))'],
    ["through split and index", "shell(name.split()[0])"],
    ["through split and a spread", "def run(program, line=None):\n    shell(line)\nrun(*name.split())"],
    [
      "through dir and getattr",
      "class Box:\n    def go(self, line):\n        shell(line)\nbox = Box()\nfor member in dir(box):\n    getattr(box, member)(name)",
    ],
    ["through encode and decode", "shell(name.encode().decode())"],
    ["through a choice", 'shell(name if name else "ls")'],
    ["through or", 'shell(name or "ls")'],
    ["through a walrus", "if (line := name):\n    shell(line)"],
    ["through unpacking", "a, b = 1, name\nshell(b)"],
    ["through starred unpacking", "a, *rest = [1, name]\nshell(rest[0])"],
    ["through a swap", 'other = "ls"\nother, name = name, other\nshell(other)'],
    ["through a dict", 'box = {"a": {"b": name}}\nshell(box["a"]["b"])'],
    ["through get", 'shell({"a": name}.get("a", ""))'],
    ["through update", 'box = {}\nbox.update({"a": name})\nshell(box["a"])'],
    ["through setdefault", 'box = {}\nbox.setdefault("a", name)\nshell(box["a"])'],
    ["through dict unpacking", 'box = {**{"a": name}}\nshell(box["a"])'],
    ["through items", 'for key, value in {"a": name}.items():\n    shell(value)'],
    ["through a list", "box = []\nbox.append(name)\nshell(box[0])"],
    ["through extend", "box = []\nbox.extend([name])\nshell(box[0])"],
    ["through a list comprehension", "shell([item for item in [name]][0])"],
    ["through a dict comprehension", 'shell({key: name for key in ["a"]}["a"])'],
    ["through a generator", "shell(next(item for item in [name]))"],
    ["through sorted", "shell(sorted([name])[0])"],
    ["through map", "for item in map(str, [name]):\n    shell(item)"],
    ["through enumerate and zip", "for at, (a, b) in enumerate(zip([1], [name])):\n    shell(b)"],
    ["through str", "shell(str(name))"],
    ["in a loop", "for at in range(3):\n    shell(name)"],
    ["in while", "while name:\n    shell(name)\n    break"],
    ["in with", "with load() as file:\n    shell(name)"],
    ["in try", "try:\n    shell(name)\nexcept Exception:\n    pass"],
    ["in else of try", "try:\n    load()\nexcept Exception:\n    pass\nelse:\n    shell(name)"],
    ["in finally", "try:\n    load()\nfinally:\n    shell(name)"],
    ["in match", 'match name:\n    case "a":\n        pass\n    case other:\n        shell(other)'],
    ["in match on a dict", 'match {"a": name}:\n    case {"a": value}:\n        shell(value)'],
    ["by a keyword", "def run(*, line):\n    shell(line)\nrun(line=name)"],
    ["in a closure", "def run():\n    shell(name)\nrun()"],
    ["through a namespace", "kit.shell(name)"],
    ["through an alias", "run = shell\nrun(name)"],
    ["through getattr", 'getattr(kit, "shell")(name)'],
    ["in a lambda", "run = lambda line: shell(line)\nrun(name)"],
    ["in a lambda that is called where it stands", "shell((lambda a, b: b)('ls', name))"],
    ["by a function that was given it before", "given(shell, name)()"],
    ["by a function that was given other arguments", "def run(first, *, line):\n    shell(line)\ngiven(run, 1, line=name)()"],
  ])("%s", (_, body) => {
    expect(kinds(tool(body))).toEqual(FOUND);
  });

  // Known misses and wrong names: a row that starts to pass moves up.
  it.fails.each([["through a slice", "shell(name[1:])"]])("missed: %s", (_, body) => {
    expect(kinds(tool(body))).toEqual(FOUND);
  });

  it.each([
    ["a constant", 'shell("ls")'],
    ["overwritten data", 'name = "ls"\nshell(name)'],
    ["a comparison", 'shell(f"ls {name == 1}")'],
    ["a number", 'shell(f"head -n {int(name)}")'],
    ["a length", 'shell(f"head -n {len(name)}")'],
    ["a key that is looked up", 'shell({"a": "ls"}[name])'],
    ["a key with a default", 'shell({"a": "ls"}.get(name, "ls"))'],
    ["code that never runs", "return\nshell(name)"],
  ])("not: %s", (_, body) => {
    expect(kinds(tool(body))).toEqual([]);
  });
});

describe("data goes through functions", () => {
  it.each([
    ["a function", "def run(line):\n    shell(line)\n"],
    ["its return", "def same(line):\n    return line\ndef run(line):\n    shell(same(line))\n"],
    ["a default", "def run(line, prefix='ls'):\n    shell(prefix + line)\n"],
    ["*args", "def go(*args):\n    shell(args[0])\ndef run(line):\n    go(line)\n"],
    ["**kwargs", "def go(**kwargs):\n    shell(kwargs['line'])\ndef run(line):\n    go(line=line)\n"],
    ["arguments passed on", "def go(line):\n    shell(line)\ndef run(*args, **kwargs):\n    go(*args, **kwargs)\n"],
    ["a generator", "def lines(line):\n    yield line\ndef run(line):\n    for one in lines(line):\n        shell(one)\n"],
    ["yield from", "def lines(line):\n    yield from [line]\ndef run(line):\n    for one in lines(line):\n        shell(one)\n"],
    ["a method", "class Runner:\n    def go(self, line):\n        shell(line)\ndef run(line):\n    Runner().go(line)\n"],
    [
      "a field",
      "class Runner:\n    def __init__(self, line):\n        self.line = line\n    def go(self):\n        shell(self.line)\ndef run(line):\n    Runner(line).go()\n",
    ],
    ["a static method", "class Runner:\n    @staticmethod\n    def go(line):\n        shell(line)\ndef run(line):\n    Runner.go(line)\n"],
    [
      "a class method",
      "class Runner:\n    @classmethod\n    def go(cls, line):\n        shell(line)\ndef run(line):\n    Runner.go(line)\n",
    ],
    [
      "a property",
      "class Runner:\n    def __init__(self, line):\n        self.raw = line\n    @property\n    def line(self):\n        return self.raw\ndef run(line):\n    shell(Runner(line).line)\n",
    ],
    [
      "an inherited method",
      "class Base:\n    def go(self, line):\n        self.do(line)\nclass Runner(Base):\n    def do(self, line):\n        shell(line)\ndef run(line):\n    Runner().go(line)\n",
    ],
    ["__call__", "class Runner:\n    def __call__(self, line):\n        shell(line)\ndef run(line):\n    Runner()(line)\n"],
    [
      "a data class",
      "from dataclasses import dataclass\n@dataclass\nclass Box:\n    line: str\ndef run(line):\n    shell(Box(line=line).line)\n",
    ],
    ["a dispatch table", "def go(line):\n    shell(line)\nTABLE = {'go': go}\ndef run(line):\n    TABLE['go'](line)\n"],
    ["a function given as argument", "def call(fn, line):\n    fn(line)\ndef run(line):\n    call(shell, line)\n"],
    [
      "a decorator",
      "import functools\ndef logged(fn):\n    @functools.wraps(fn)\n    def inner(*args):\n        return fn(*args)\n    return inner\n@logged\ndef run(line):\n    shell(line)\n",
    ],
    [
      "a decorator with arguments",
      "def times(n):\n    def outer(fn):\n        def inner(*args):\n            return fn(*args)\n        return inner\n    return outer\n@times(2)\ndef run(line):\n    shell(line)\n",
    ],
    [
      "super",
      "class Base:\n    def go(self, line):\n        shell(line)\nclass Runner(Base):\n    def go(self, line):\n        super().go(line)\ndef run(line):\n    Runner().go(line)\n",
    ],
    ["a global", "last = ''\ndef run(line):\n    global last\n    last = line\n    shell(last)\n"],
    ["recursion", "def run(line, depth=3):\n    if depth == 0:\n        shell(line)\n    else:\n        run(line, depth - 1)\n"],
    ["an async function", "async def go(line):\n    shell(line)\nasync def run(line):\n    await go(line)\n"],
    [
      "a field that the parent's __init__ sets",
      "class Base:\n    def __init__(self, line):\n        self.line = line\nclass Runner(Base):\n    def __init__(self, line):\n        super().__init__(line)\n    def go(self):\n        shell(self.line)\ndef run(line):\n    Runner(line).go()\n",
    ],
    [
      "a parent's method that calls one of the child",
      "class Base:\n    def go(self, line):\n        self.do(line)\n    def do(self, line):\n        pass\nclass Runner(Base):\n    def go(self, line):\n        super().go(line)\n    def do(self, line):\n        shell(line)\ndef run(line):\n    Runner().go(line)\n",
    ],
    [
      "a context manager",
      "class Holder:\n    def __init__(self, line):\n        self.line = line\n    def __enter__(self):\n        return self.line\n    def __exit__(self, *args):\n        pass\ndef run(line):\n    with Holder(line) as held:\n        shell(held)\n",
    ],
    [
      "an asynchronous context manager",
      "class Runner:\n    async def __aenter__(self):\n        return self\n    async def __aexit__(self, *args):\n        pass\n    async def go(self, line):\n        shell(line)\nasync def run(line):\n    async with Runner() as runner:\n        await runner.go(line)\n",
    ],
    [
      "a context manager made of a generator",
      "from contextlib import contextmanager\nclass Runner:\n    def go(self, line):\n        shell(line)\n@contextmanager\ndef runner():\n    try:\n        yield Runner()\n    finally:\n        pass\ndef run(line):\n    with runner() as one:\n        one.go(line)\n",
    ],
    [
      "a data class from a dict",
      "from dataclasses import dataclass\n@dataclass\nclass Box:\n    line: str\n    more: int = 0\ndef run(line):\n    shell(Box(**{'line': line}).line)\n",
    ],
    ["a function given by name", "def go(line):\n    shell(line)\ndef run(line):\n    started(target=go, args=(line,))\n"],
    [
      "a method by a computed name",
      "class Runner:\n    def do_go(self, line):\n        shell(line)\ndef run(line):\n    getattr(Runner(), f'do_{line}')(line)\n",
    ],
    ["a library that calls a function", "def go(line, loud):\n    shell(line)\ndef run(line):\n    spawned(go, line, loud=True)\n"],
    ["what a function gives that a library calls", "def same(line):\n    return line\ndef run(line):\n    shell(threaded(same, line))\n"],
    ["a library without a model that calls a function", "def go(a, line):\n    shell(line)\ndef run(line):\n    foreign(go, 1, line)\n"],
  ])("%s", (_, before) => {
    expect(kinds(`${before}${tool("run(name)")}`)).toEqual(FOUND);
  });
});

describe("guards", () => {
  it.each([
    ["a list", 'if name not in ["a", "b"]:\n    raise ValueError\nshell(name)'],
    ["a set", 'if name not in {"a", "b"}:\n    return\nshell(name)'],
    ["a dict", 'if name not in {"a": 1}:\n    return\nshell(name)'],
    ["equality", 'if name != "a":\n    return\nshell(name)'],
    ["either of two", 'if name != "a" and name != "b":\n    return\nshell(name)'],
    ["not in brackets", 'if not (name in ("a", "b")):\n    return\nshell(name)'],
    ["the branch where it holds", 'if name in ("a",):\n    shell(name)'],
    ["an assertion", 'assert name in ("a", "b")\nshell(name)'],
    ["digits", "if not name.isdigit():\n    return\nshell(name)"],
    ["letters and digits", "if not name.isalnum():\n    return\nshell(name)"],
    ["an identifier", "if not name.isidentifier():\n    return\nshell(name)"],
    ["a match", 'match name:\n    case "a" | "b":\n        shell(name)'],
    ["a number that is refused otherwise", "try:\n    number = int(name)\nexcept ValueError:\n    return\nshell(f'x {number}')"],
    ["a predicate of a library", "if not isWord(name):\n    return\nshell(name)"],
    ["an assertion of a library", "assertWord(name)\nshell(name)"],
    ["a helper that raises", 'def check(line):\n    if line not in ("a", "b"):\n        raise ValueError\ncheck(name)\nshell(name)'],
    ["a helper that says whether", 'def good(line):\n    return line in ("a", "b")\nif not good(name):\n    return\nshell(name)'],
    [
      "a helper that gives the clean value",
      'def clean(line):\n    if line not in ("a", "b"):\n        raise ValueError\n    return line\nshell(clean(name))',
    ],
    [
      "a prefix with separator",
      'root = "/srv"\np = paths.resolve(root, name)\nif not p.startswith(root + "/"):\n    raise ValueError\nread(p)',
    ],
    ["no dash", 'if name.startswith("-"):\n    return\nstart("ls", [name])'],
    ["quoted", 'shell("ls " + quote(name))'],
  ])("%s", (_, body) => {
    expect(kinds(tool(body))).toEqual([]);
  });

  it.each([
    ["an enum of types", "int"],
    ["a boolean", "bool"],
    ["a literal", 'typing.Literal["a", "b"]'],
    ["an optional literal", 'typing.Optional[typing.Literal["a", "b"]]'],
    ["a literal by another name", 'Words["a", "b"]'],
    ["a type by its name", "Mode"],
  ])("%s as the type of the argument", (_, type) => {
    const before = 'import typing\nfrom typing import Literal as Words\nMode = typing.Optional[Words["a", "b"]]\n';
    expect(kinds(`${before}${tool("shell(f'x {name}')", type)}`)).toEqual([]);
  });

  it("elements are of the type that the list's type has a name for", () => {
    const before = 'import typing\nMode = typing.Literal["a", "b"]\n';
    expect(kinds(`${before}${tool("for item in name:\n    shell(f'x {item}')", "list[Mode]")}`)).toEqual([]);
  });

  it.each([
    ["a literal", 'typing.Literal["a"]', []],
    ["a text", "str", FOUND],
  ])("a wrapper around any arguments has the signature of what it wraps: %s", (_, type, expected) => {
    const before = "def logged(fn):\n    def inner(*args, **kwargs):\n        return fn(*args, **kwargs)\n    return inner\n";
    const body = `@app.tool()\n@logged\ndef t(name: ${type}):\n    shell(f'x {name}')\n`;
    expect(kinds(`import typing\n${before}${body}`)).toEqual(expected);
  });

  it.each([
    ["the wrong branch", 'if name in ("a",):\n    return\nshell(name)'],
    ["a prefix without separator", 'p = paths.resolve("/srv", name)\nif not p.startswith("/srv"):\n    raise ValueError\nread(p)'],
    ["some characters refused", 'if ";" in name:\n    return\nshell(name)'],
    ["a check that is caught", 'try:\n    if name not in ("a",):\n        raise ValueError\nexcept ValueError:\n    pass\nshell(name)'],
    ["a type that admits all", "if not isinstance(name, str):\n    return\nshell(name)"],
    [
      "another word of a spread",
      'def run(program, line=None):\n    shell(line)\nif name.split()[0] not in ("ls",):\n    return\nrun(*name.split())',
    ],
    ["a word of many", 'if name.split()[0] not in ("ls",):\n    return\nshell(name)'],
  ])("not enough: %s", (_, body) => {
    expect(kinds(tool(body)).map((line) => line.replace(/ \(.*/, ""))).toEqual([
      expect.stringMatching(/^name -> (shell-command|path-read)$/),
    ]);
  });

  // Rows that are reported and should not be: one that starts to pass moves up.
  it.fails.each([
    ["all characters in a set", 'if not all(one in "abc" for one in name):\n    return\nshell(name)'],
    ["a pattern for the whole text", 'if not re.fullmatch(r"[a-z]+", name):\n    return\nshell(name)'],
  ])("known to be wrong: %s", (_, body) => {
    expect(kinds(tool(body))).toEqual([]);
  });
});

describe("hosts", () => {
  it.each([
    [
      "every address in a loop",
      "for item in hosts.lookup(hosts.parse(name).host):\n    if hosts.address(item[4][0]).isPrivate:\n        raise ValueError()",
    ],
    ["any address", "if any(hosts.address(a).isPrivate for a in hosts.lookup(hosts.parse(name).host)):\n    raise ValueError()"],
    [
      "one list of networks",
      'if any(hosts.parse(name).host.startswith(n) for n in ("127.", "10.", "192.168.", "172.")):\n    raise ValueError()',
    ],
  ])("refusing %s is enough", (_, check) => {
    expect(kinds(tool(`${check}\nsend(name)`))).toEqual([]);
  });
});

describe("comprehensions", () => {
  it.each([
    ["a list of handlers", "runs = [fn for fn in (shell, len)]\nruns[0](name)"],
    ["a table of handlers", 'runs = {key: fn for key, fn in (("a", shell), ("b", len))}\nruns["a"](name)'],
  ])("%s", (_, body) => {
    expect(kinds(tool(body))).toEqual(FOUND);
  });

  it("other entries of a table are not called", () => {
    expect(kinds(tool('runs = {key: fn for key, fn in (("a", shell), ("b", len))}\nruns["b"](name)'))).toEqual([]);
  });
});

describe("data goes across files", () => {
  const main = (imports: string) => `from sdk import App\n${imports}\napp = App()\n${tool("run(name)")}`;
  const lib = "from kit import shell\ndef run(line):\n    shell(line)\n";

  it.each([
    ["a from-import", { "main.py": main("from lib import run"), "lib.py": lib }],
    ["a renamed import", { "main.py": main("from lib import run as go\nrun = go"), "lib.py": lib }],
    ["a module", { "main.py": main("import lib\nrun = lib.run"), "lib.py": lib }],
    ["a relative import", { "pkg/main.py": main("from .lib import run"), "pkg/lib.py": lib, "pkg/__init__.py": "" }],
    [
      "a parent's module",
      { "pkg/sub/main.py": main("from ..lib import run"), "pkg/lib.py": lib, "pkg/__init__.py": "", "pkg/sub/__init__.py": "" },
    ],
    [
      "a package that passes it on",
      { "main.py": main("from pkg import run"), "pkg/__init__.py": "from .lib import run\n", "pkg/lib.py": lib },
    ],
    ["a module of a package", { "main.py": main("from pkg import lib\nrun = lib.run"), "pkg/__init__.py": "", "pkg/lib.py": lib }],
    ["a src layout", { "src/pkg/main.py": main("from pkg.lib import run"), "src/pkg/lib.py": lib, "src/pkg/__init__.py": "" }],
    ["a star import", { "main.py": main("from lib import *"), "lib.py": lib }],
    [
      "a package that imports its own module",
      {
        "main.py": main("from pkg import run_all\nrun = run_all"),
        "pkg/__init__.py": "from . import lib\ndef run_all(line):\n    lib.run(line)\n",
        "pkg/lib.py": lib,
      },
    ],
    ["a conditional import", { "main.py": main("try:\n    from lib import run\nexcept ImportError:\n    run = None"), "lib.py": lib }],
  ])("%s", (_, files) => {
    expect(flowsIn(files as Record<string, string>).map((line) => line.replace(/ \S*:\d+$/, ""))).toEqual(FOUND);
  });
});
