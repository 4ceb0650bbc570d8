import { describe, expect, it } from "vitest";
import { flowsIn } from "./testing.ts";

/** A handler of the tool "t" with the argument `name`; the code stands on line 2. */
const handler = (body: string, before = "") => `${before}tool("t", { name: s.string() }, async ({ name }) => { ${body} });`;

const FOUND = "name -> shell-command 2";

describe("data goes from an argument to a call", () => {
  it.each([
    ["as it is", "shell(name);"],
    ["in a template", "shell(`ls ${name}`);"],
    ["in a sum", 'shell("ls " + name);'],
    ["by +=", 'let line = "ls "; line += name; shell(line);'],
    ["through join", 'shell(["ls", name].join(" "));'],
    ["through concat", 'shell("ls ".concat(name));'],
    ["through replace", 'shell("ls NAME".replace("NAME", name));'],
    ["through trim and case", "shell(name.trim().toLowerCase());"],
    ["through a slice", "shell(name.slice(1));"],
    ["through split and index", 'shell(name.split(" ")[0]);'],
    ["through a choice", 'shell(name === "" ? "ls" : name);'],
    ["through ??", 'shell(name ?? "ls");'],
    ["through &&", "name && shell(name);"],
    ["through an object", "const box = { inner: { value: name } }; shell(box.inner.value);"],
    ["through an element that is assigned", 'const box: any = {}; box["x"] = name; shell(box.x);'],
    ["through a spread", "const box = { ...{ value: name } }; shell(box.value);"],
    ["through a rest", "const { other, ...rest } = { other: 1, value: name }; shell(rest.value);"],
    ["through an array", "const list = [1, name]; shell(list[1]);"],
    ["through push", "const list: string[] = []; list.push(name); shell(list[0]);"],
    ["through a destructured array", "const [first] = [name]; shell(first);"],
    ["through a map", 'const map = new Map(); map.set("x", name); shell(map.get("x"));'],
    ["through a set", "for (const item of new Set([name])) shell(item);"],
    ["through map()", "[name].map((item) => shell(item));"],
    ["through forEach", "[name].forEach((item) => { shell(item); });"],
    ["through reduce", '[name].reduce((line, item) => shell(line + item), "ls");'],
    ["through filter and find", "shell([name].filter(Boolean).find((item) => item));"],
    ["through Object.entries", "for (const [, value] of Object.entries({ name })) shell(value);"],
    ["through Object.assign", "shell(Object.assign({}, { value: name }).value);"],
    ["through String()", "shell(String(name));"],
    ["in a loop", "for (let i = 0; i < 3; i++) { shell(name + i); }"],
    ["in while", "while (name) { shell(name); break; }"],
    ["after try", 'let line = ""; try { line = name; } catch {} shell(line);'],
    ["in finally", "try { load(); } finally { shell(name); }"],
    ["in a switch", 'switch (name) { case "a": break; default: shell(name); }'],
    ["after await", "const line = await Promise.resolve(name); shell(line);"],
    ["in then", "Promise.resolve(name).then((line) => shell(line));"],
    ["through Promise.all", "const [line] = await Promise.all([Promise.resolve(name)]); shell(line);"],
    ["through a new promise", "const line = await new Promise((resolve) => resolve(name)); shell(line);"],
    ["by a promisified function", "await promised(shell)(name);"],
    ["by a function that a library calls back", "retry((line) => shell(line), name);"],
    ["in a closure", "const go = () => shell(name); go();"],
    ["by call", "shell.call(null, name);"],
    ["by apply", "shell.apply(null, [name]);"],
    ["by a bound function", "shell.bind(null, name)();"],
    ["by a function bound twice", "const run = (a, b, line) => shell(line); run.bind(null, 1).bind(null, 2)(name);"],
    ["through concat", "const all = ['ls'].concat(name); shell(all[1]);"],
    ["through a namespace", "kit.shell(name);"],
    ["through a computed member", 'kit["shell"](name);'],
    ["through an alias", "const run = shell; run(name);"],
    ["through an optional call", "shell?.(name);"],
    ["through a comma", "(0, shell)(name);"],
    ["under a condition", "later(name, { shell: true });"],
    ["under a condition by a variable", "const options = { shell: true }; later(name, options);"],
  ])("%s", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([FOUND]);
  });

  // Known misses: a row that starts to pass moves up.
  it.fails.each([["in catch", "try { throw new Error(name); } catch (error) { shell(error.message); }"]])("missed: %s", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([FOUND]);
  });

  it.each([
    [
      "a list that a timer empties",
      "const jobs = []; setInterval(() => { const job = jobs.shift(); if (job) shell(job.line); }, 9);",
      "jobs.push({ line: name });",
    ],
    [
      "a map that a worker goes through",
      "const jobs = new Map(); async function work() { for (const [, job] of jobs) shell(job.line); } work();",
      'jobs.set("a", { line: name });',
    ],
  ])("by way of %s", (_, worker, body) => {
    expect(flowsIn(`${worker} ${handler(body)}`)).toEqual([FOUND]);
  });

  it("a worker of another list sees nothing of it", () => {
    const worker = "const jobs = []; const others = []; setInterval(() => { shell(others.shift().line); }, 9);";
    expect(flowsIn(`${worker} ${handler("jobs.push({ line: name });")}`)).toEqual([]);
  });

  it("through JSON, with the field that is read", () => {
    expect(flowsIn(handler("shell(JSON.parse(name).line);"))).toEqual(["name.line -> shell-command 2"]);
  });

  it.each([
    ["a constant", 'shell("ls");'],
    ["overwritten data", 'let line = name; line = "ls"; shell(line);'],
    ["another field", "const box = { a: name, b: 1 }; shell(box.b);"],
    ["a comparison", 'shell(String(name === "x"));'],
    ["a number", "shell(`head -n ${Number(name)}`);"],
    ["an arithmetic result", "shell(`head -n ${name * 2}`);"],
    ["a typeof", "shell(typeof name);"],
    ["a key that is looked up", 'const table = { a: "ls", b: "df" }; shell(table[name] ?? "ls");'],
    ["a call that does not hold", "later(name, { shell: false });"],
    ["a call without its option", "later(name);"],
    ["code that never runs", "return; shell(name);"],
    ["a function of the same name", "const shell = (line) => line; shell(name);"],
  ])("not: %s", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([]);
  });
});

it.fails("known to be wrong: a length is no text", () => {
  expect(flowsIn(handler("shell(`head -n ${name.length}`);"))).toEqual([]);
});

describe("data goes through functions", () => {
  it.each([
    ["a function", "function run(line) { shell(line); } "],
    ["an arrow", "const run = (line) => shell(line); "],
    ["an async function", "async function run(line) { shell(await line); } "],
    ["a generator", "function* lines(line) { yield line; } function run(line) { for (const one of lines(line)) shell(one); } "],
    ["its return", "const id = (line) => line; function run(line) { shell(id(line)); } "],
    ["a default parameter", "function run(line, options = { line }) { shell(options.line); } "],
    ["named arguments", "const go = ({ line }) => shell(line); const run = (line) => go({ line }); "],
    ["rest arguments", "const go = (...lines) => shell(lines[0]); const run = (line) => go(line); "],
    ["spread arguments", "const go = (a, b) => shell(b); const run = (line) => go(...[1, line]); "],
    ["a function that returns a function", "const make = (line) => () => shell(line); const run = (line) => make(line)(); "],
    ["a function given as argument", "const call = (fn, line) => fn(line); const run = (line) => call(shell, line); "],
    [
      "a parameter that is changed",
      "function fill(box, line) { box.line = line; } function run(line) { const box = {}; fill(box, line); shell(box.line); } ",
    ],
    ["recursion", "function run(line, depth = 3) { return depth === 0 ? shell(line) : run(line, depth - 1); } "],
    [
      "two that call each other",
      "function ping(line, n) { return n ? pong(line, n - 1) : shell(line); } function pong(line, n) { return ping(line, n); } const run = (line) => ping(line, 4); ",
    ],
    ["a method", "class Runner { go(line) { shell(line); } } const run = (line) => new Runner().go(line); "],
    [
      "a field",
      "class Runner { constructor(line) { this.line = line; } go() { shell(this.line); } } const run = (line) => new Runner(line).go(); ",
    ],
    [
      "a private field",
      "class Runner { #line; constructor(line) { this.#line = line; } go() { shell(this.#line); } } const run = (line) => new Runner(line).go(); ",
    ],
    ["a static method", "class Runner { static go(line) { shell(line); } } const run = (line) => Runner.go(line); "],
    [
      "an inherited method",
      "class Base { go(line) { this.exec(line); } } class Runner extends Base { exec(line) { shell(line); } } const run = (line) => new Runner().go(line); ",
    ],
    [
      "super",
      "class Base { go(line) { shell(line); } } class Runner extends Base { go(line) { super.go(line); } } const run = (line) => new Runner().go(line); ",
    ],
    [
      "a getter",
      "class Runner { constructor(line) { this.raw = line; } get line() { return this.raw; } } const run = (line) => shell(new Runner(line).line); ",
    ],
    ["an arrow in a field", "class Runner { go = (line) => shell(line); } const run = (line) => new Runner().go(line); "],
    [
      "a method passed on",
      "class Runner { go(line) { shell(line); } } const runner = new Runner(); const call = (fn, line) => fn(line); const run = (line) => call(runner.go.bind(runner), line); ",
    ],
    ["an object of functions", "const api = { go(line) { shell(line); } }; const run = (line) => api.go(line); "],
    ["a dispatch table", 'const table = { go: (line) => shell(line), stop: () => 0 }; const run = (line) => table["go"](line); '],
    ["a dispatch table by unknown key", "const table = { go: (line) => shell(line) }; const run = (line) => table[line](line); "],
    ["a map of functions", 'const table = new Map([["go", (line) => shell(line)]]); const run = (line) => table.get("go")(line); '],
    [
      "injection by constructor",
      "class Deep { go(line) { shell(line); } } class Runner { constructor(deep) { this.deep = deep; } go(line) { this.deep.go(line); } } const runner = new Runner(new Deep()); const run = (line) => runner.go(line); ",
    ],
    ["a decorator of functions", "const logged = (fn) => (...all) => fn(...all); const run = logged((line) => shell(line)); "],
    ["an immediate function", "const run = (line) => { (function () { shell(line); })(); }; "],
    [
      "the awaiter with arguments",
      "var __awaiter = (self, all, P, generator) => 0; const run = (line) => __awaiter(this, [line], void 0, function* (one) { shell(one); }); ",
    ],
    [
      "the generator of a compiler",
      "var __generator = (self, body) => 0; const run = (line) => __generator(this, function (step) { switch (step.label) { case 0: return [4, load()]; case 1: step.sent(); shell(line); return [2]; } }); ",
    ],
    [
      "the awaiter of a compiler",
      "var __awaiter = (self, all, P, generator) => 0; const run = (line) => __awaiter(this, void 0, void 0, function* () { shell(yield line); }); ",
    ],
    [
      "what the awaiter's function returns",
      "var __awaiter = (self, all, P, generator) => 0; const same = (line) => __awaiter(this, void 0, void 0, function* () { return line; }); const run = async (line) => shell(await same(line)); ",
    ],
    [
      "an awaiter under another name",
      "var w = (t, a, g) => new Promise((done, no) => { var next = (v) => step(g.next(v)), step = (s) => s.done ? done(s.value) : Promise.resolve(s.value).then(next, no); step((g = g.apply(t, a)).next()); }); const same = (line) => w(this, null, function* () { return line; }); const run = async (line) => shell(await same(line)); ",
    ],
    [
      "the spread of a compiler",
      "var __spreadArray = (to, from) => 0; const run = (line) => shell(__spreadArray(['ls'], [line], true)[1]); ",
    ],
    ["`arguments`", "function go() { shell(arguments[0]); } const run = (line) => go(line); "],
    [
      "`arguments` of the function around",
      "function go() { const at = () => arguments[1]; shell(at()); } const run = (line) => go(1, line); ",
    ],
    ["a setter", "class Runner { set line(line) { shell(line); } } const run = (line) => { new Runner().line = line; }; "],
    [
      "a prototype",
      "function Runner() {} Runner.prototype.go = function (line) { shell(line); }; const run = (line) => new Runner().go(line); ",
    ],
    [
      "a prototype of a prototype",
      "function Base() {} Base.prototype.go = function (line) { this.exec(line); }; function Runner() { Base.apply(this, arguments); } Runner.prototype = Object.create(Base.prototype); Runner.prototype.exec = function (line) { shell(line); }; const run = (line) => new Runner().go(line); ",
    ],
    [
      "a field of a function of old",
      "function Runner(line) { this.line = line; } Runner.prototype.go = function () { shell(this.line); }; const run = (line) => new Runner(line).go(); ",
    ],
    [
      "a class that the compiler extends by hand",
      "var e = function (d, b) { function X() { this.constructor = d; } d.prototype = b === null ? Object.create(b) : (X.prototype = b.prototype, new X()); }; var Base = (function () { function Base() {} Base.prototype.go = function (line) { this.exec(line); }; return Base; }()); var Runner = (function (up) { e(Runner, up); function Runner() { return up !== null && up.apply(this, arguments) || this; } Runner.prototype.exec = function (line) { shell(line); }; return Runner; }(Base)); const run = (line) => new Runner().go(line); ",
    ],
    ["a property of a function", "function go() {} go.run = (line) => shell(line); const run = (line) => go.run(line); "],
    [
      "a copy of a library's namespace",
      "var copy = (m, t) => (t = m != null ? Object.create(Object.getPrototypeOf(m)) : {}, t); const own = copy(kit); const run = (line) => own.shell(line); ",
    ],
    [
      "a getter by another name",
      "var define = Object.defineProperty; const api = {}; define(api, 'go', { get: () => (line) => shell(line) }); const run = (line) => api.go(line); ",
    ],
  ])("%s", (_, before) => {
    expect(flowsIn(handler("run(name);", before))).toEqual([FOUND]);
  });

  it("keeps callers apart", () => {
    const before = 'const id = (line) => line; tool("other", {}, () => { shell(id("ls")); }); ';
    expect(flowsIn(handler("id(name);", before))).toEqual([]);
  });
});

describe("what one tool stores, another one uses", () => {
  it.each([
    ["a variable", "let last; ", "last = name;", "shell(last);"],
    ["a map", "const all = new Map(); ", 'all.set("x", name);', 'shell(all.get("x"));'],
    ["an array", "const all = []; ", "all.push(name);", "all.forEach((one) => shell(one));"],
    ["a field", "class Memory { last; } const memory = new Memory(); ", "memory.last = name;", "shell(memory.last);"],
  ])("%s", (_, before, store, use) => {
    expect(flowsIn(handler(store, `${before}tool("use", {}, () => { ${use} }); `))).toEqual([FOUND]);
  });
});

describe("registration", () => {
  it.each([
    ["in a function", 'function register(on) { on("t", { name: s.string() }, ({ name }) => shell(name)); } register(tool);'],
    [
      "in a loop over rows",
      'const rows = [{ title: "t", run: ({ name }) => shell(name) }]; for (const row of rows) tool(row.title, { name: s.string() }, row.run);',
    ],
    [
      "in a loop whose handlers use the row",
      'const rows = [{ title: "t", run: (line) => shell(line) }, { title: "u", run: () => 0 }]; for (const row of rows) tool(row.title, { name: s.string() }, ({ name }) => row.run(name));',
    ],
    [
      "from a table that is turned into another",
      'const rows = { a: { title: "t", run: ({ name }) => shell(name) } }; const table = Object.fromEntries(Object.values(rows).map((row) => [row.title, row.run])); tool("t", { name: s.string() }, (input) => table.t(input));',
    ],
    ["by forEach", '[{ title: "t", run: ({ name }) => shell(name) }].forEach((row) => tool(row.title, { name: s.string() }, row.run));'],
    [
      "by a wrapper",
      'const add = (title, run) => tool(title, { name: s.string() }, (input) => run(input)); add("t", ({ name }) => shell(name));',
    ],
    [
      "with a method",
      'class All { constructor() { tool("t", { name: s.string() }, this.run.bind(this)); } run({ name }) { shell(name); } } new All();',
    ],
    ["with a whole object", 'tool("t", { name: s.string() }, (input) => shell(input.name));'],
    ["with a renamed field", 'tool("t", { name: s.string() }, ({ name: line }) => shell(line));'],
    ["with a default", 'tool("t", { name: s.string() }, ({ name = "ls" }) => shell(name));'],
    [
      "in an exported starter that nothing calls",
      'export function start1() { tool("t", { name: s.string() }, ({ name }) => shell(name)); }',
    ],
  ])("%s", (_, source) => {
    expect(flowsIn(source)).toEqual([FOUND]);
  });

  it("tells arguments apart", () => {
    const source = 'tool("t", { a: s.string(), b: s.array(s.string()) }, ({ a, b }) => {\nshell(a);\nshell(b[0]); });';
    expect(flowsIn(source)).toEqual(["a -> shell-command 3", "b[] -> shell-command 4"]);
  });

  it("a switch on the tool's name takes the arguments to its cases", () => {
    const source = [
      "const server = new Server();",
      'server.on("tools/list", () => ({ tools: [{ name: "a", inputSchema: { type: "object" } }, { name: "b" }] }));',
      'server.on("tools/call", (request) => { switch (request.params.name) {',
      'case "a": return shell(request.params.arguments.line);',
      'case "b": return shell("ls");',
      "} });",
    ].join("\n");
    expect(flowsIn(source)).toEqual(["line -> shell-command 5"]);
  });
});
