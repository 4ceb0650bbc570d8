import { describe, expect, it } from "vitest";
import { flowsIn } from "./testing.ts";

/** A handler of the tool "t" with the argument `name`; everything stands on line 2. */
const handler = (body: string, before = "") => `${before}tool("t", { name: s.string() }, async ({ name }) => { ${body} });`;
const found = (kind: string, flaw?: string) => [`name -> ${kind} 2${flaw === undefined ? "" : ` (${flaw})`}`];

describe("membership", () => {
  it.each([
    ["an array", 'const list = ["a", "b"]; if (!list.includes(name)) throw 0; shell(name);'],
    ["an array by indexOf", 'if (["a", "b"].indexOf(name) === -1) throw 0; shell(name);'],
    ["an array by indexOf below zero", 'if (["a", "b"].indexOf(name) < 0) return; shell(name);'],
    ["an array by some", 'if (!["a", "b"].some((item) => item === name)) return; shell(name);'],
    ["a set", 'const set = new Set(["a", "b"]); if (!set.has(name)) return; shell(name);'],
    ["a map", 'const map = new Map([["a", 1]]); if (!map.has(name)) return; shell(name);'],
    ["equality", 'if (name !== "a") return; shell(name);'],
    ["either of two", 'if (name !== "a" && name !== "b") return; shell(name);'],
    ["a switch", 'switch (name) { case "a": case "b": break; default: throw 0; } shell(name);'],
    ["a switch around the call", 'switch (name) { case "a": shell(name); }'],
    ["the branch where it holds", 'if (["a"].includes(name)) shell(name);'],
    ["a conditional expression", 'shell(["a"].includes(name) ? name : "a");'],
    ["&&", '["a"].includes(name) && shell(name);'],
    ["||", 'if (!["a"].includes(name) || name === "x") return; shell(name);'],
    ["a double negation", 'const bad = !["a"].includes(name); if (!!bad) return; shell(name);'],
    ["a condition that was kept", 'const ok = ["a"].includes(name); if (!ok) return; shell(name);'],
    ["an alias that was checked", 'const other = name; if (!["a"].includes(other)) return; shell(name);'],
    ["the value found", 'const known = ["a", "b"].find((item) => item === name); shell(known ?? "a");'],
    ["a table's value", 'const table = { a: "ls" }; const line = table[name]; if (!line) return; shell(line);'],
    ["in every round of a loop", 'for (const item of [name]) { if (!["a"].includes(item)) continue; shell(item); }'],
    ["an assertion of a library", "assertWord(name); shell(name);"],
    ["a predicate of a library", "if (!isWord(name)) return; shell(name);"],
  ])("%s", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([]);
  });

  it.each([
    ["the wrong branch", 'if (["a"].includes(name)) return; shell(name);', "blocklist"],
    ["|| where && is needed", 'if (!["a"].includes(name) && name !== "x") { load(); } shell(name);', "blocklist"],
    ["a log instead of an end", 'if (!["a"].includes(name)) load(); shell(name);', "blocklist"],
    ["a check that nobody acts on", '["a"].includes(name); shell(name);', undefined],
    ["another value", 'const other = "a"; if (!["a"].includes(other)) return; shell(name);', undefined],
    ["a list from outside", "if (!load().includes(name)) return; shell(name);", undefined],
    ["one of two ways", 'if (name.length > 3) { if (!["a"].includes(name)) return; } shell(name);', undefined],
    ["a throw that is caught", 'try { if (!["a"].includes(name)) throw 0; } catch {} shell(name);', undefined],
  ])("not enough: %s", (_, body, flaw) => {
    expect(flowsIn(handler(body)).filter((line) => line.startsWith("name"))).toEqual(found("shell-command", flaw));
  });
});

describe("patterns", () => {
  it.each([
    ["test", "if (!/^[a-z0-9]+$/.test(name)) return; shell(name);"],
    ["match", "if (!name.match(/^[a-z0-9]+$/)) return; shell(name);"],
    ["exec", "if (/^\\w+$/.exec(name) === null) return; shell(name);"],
    ["alternatives", "if (!/^(?:start|stop)$/.test(name)) return; shell(name);"],
    ["a refused class", "if (/[^a-z0-9]/.test(name)) return; shell(name);"],
    ["a replaced class", 'shell(name.replace(/[^a-z0-9]/g, ""));'],
    ["a slug", 'shell(name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-$/g, ""));'],
    ["an object by hasOwn", "const table = { a: 1 }; if (!Object.hasOwn(table, name)) return; shell(name);"],
    ["search", "if (name.search(/^[a-z0-9]+$/) === -1) return; shell(name);"],
    ["new RegExp", 'if (!new RegExp("^[a-z]+$").test(name)) return; shell(name);'],
  ])("%s", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([]);
  });

  it.each([
    ["not anchored", "if (!/[a-z]+/.test(name)) return; shell(name);", "unanchored-pattern"],
    ["one alternative open", "if (!/^a|b$/.test(name)) return; shell(name);", "unanchored-pattern"],
    ["too wide", "if (!/^.+$/.test(name)) return; shell(name);", "pattern-too-wide"],
    ["some characters refused", "if (/[;&|]/.test(name)) return; shell(name);", "blocklist"],
    ["a refused word", 'if (name.includes("rm")) return; shell(name);', "blocklist"],
    ["one character replaced", 'shell(name.replace(/;/g, ""));', undefined],
    ["only the first replaced", 'shell(name.replace(/[^a-z]/, ""));', undefined],
  ])("not enough: %s", (_, body, flaw) => {
    expect(flowsIn(handler(body))).toEqual(found("shell-command", flaw));
  });
});

const ROOT = 'const root = paths.resolve("/srv"); ';

describe("paths", () => {
  it.each([
    ["a prefix with separator", 'const p = paths.resolve(root, name); if (!p.startsWith(root + "/")) throw 0; read(p);'],
    ["the root itself or below", 'const p = paths.resolve(root, name); if (p !== root && !p.startsWith(root + "/")) throw 0; read(p);'],
    ["the library's separator", "const p = paths.resolve(root, name); if (!p.startsWith(root + paths.sep)) throw 0; read(p);"],
    ["a template", "const p = paths.resolve(root, name); if (!p.startsWith(`${root}/`)) throw 0; read(p);"],
    [
      "a relative path",
      'const p = paths.resolve(root, name); const r = paths.relative(root, p); if (r.startsWith("..") || paths.isAbsolute(r)) throw 0; read(p);',
    ],
    [
      "the folder of what lies below",
      'const p = paths.resolve(root, name); if (!p.startsWith(root + "/")) throw 0; write(paths.folder(p)); write(p);',
    ],
    ["links resolved", 'const p = paths.real(paths.join(root, name)); if (!p.startsWith(root + "/")) throw 0; read(p);'],
    ["the last segment", "read(paths.join(root, paths.base(name)));"],
    ["no climbing and not absolute", 'if (name.includes("..") || paths.isAbsolute(name)) throw 0; read(paths.join(root, name));'],
    ["a word", "if (!/^\\w+$/.test(name)) throw 0; read(`${root}/${name}.md`);"],
    [
      "one of several roots",
      'const roots = ["/a/", "/b/"]; const p = paths.resolve(name); if (!roots.some((one) => p.startsWith(one))) throw 0; read(p);',
    ],
    [
      "one of several roots, with separator",
      'const roots = ["/a", "/b"]; const p = paths.resolve(name); if (!roots.some((one) => p === one || p.startsWith(one + "/"))) throw 0; read(p);',
    ],
  ])("%s", (_, body) => {
    expect(flowsIn(handler(body, ROOT))).toEqual([]);
  });

  it.each([
    ["the folder of anything", "read(paths.folder(paths.resolve(root, name)));", undefined],
    [
      "a prefix without separator",
      "const p = paths.resolve(root, name); if (!p.startsWith(root)) throw 0; read(p);",
      "prefix-without-separator",
    ],
    [
      "a check before it is canonical",
      'const p = root + "/" + name; if (!p.startsWith(root + "/")) throw 0; read(p);',
      "check-before-canonical",
    ],
    ["a join is not canonical", "read(paths.join(root, name));", undefined],
    [
      "a check of another path",
      'const p = paths.resolve(root, name); const q = paths.resolve(root, "x"); if (!q.startsWith(root + "/")) throw 0; read(p);',
      undefined,
    ],
    ["a check after the use", 'const p = paths.resolve(root, name); read(p); if (!p.startsWith(root + "/")) throw 0;', undefined],
    ["one system's separator", 'if (name.includes("../secret")) throw 0; read(paths.join(root, name));', "blocklist"],
  ])("not enough: %s", (_, body, flaw) => {
    expect(flowsIn(handler(body, ROOT))).toEqual(found("path-read", flaw));
  });
});

describe("helpers", () => {
  it.each([
    [
      "that throws",
      'function validate(p) { if (!p.startsWith(root + "/")) throw 0; } ',
      "const p = paths.resolve(root, name); validate(p); read(p);",
    ],
    [
      "that throws, and gives the clean value",
      'function validate(n) { const p = paths.resolve(root, n); if (!p.startsWith(root + "/")) throw 0; return p; } ',
      "read(validate(name));",
    ],
    [
      "that says whether",
      'const inside = (p) => p.startsWith(root + "/"); ',
      "const p = paths.resolve(root, name); if (!inside(p)) return; read(p);",
    ],
    [
      "that says whether, by two returns",
      'function inside(p) { if (!p.startsWith(root + "/")) return false; return true; } ',
      "const p = paths.resolve(root, name); if (!inside(p)) return; read(p);",
    ],
    [
      "that is async",
      'async function validate(p) { if (!p.startsWith(root + "/")) throw 0; return p; } ',
      "read(await validate(paths.resolve(root, name)));",
    ],
    [
      "that gives a result object",
      'function check(n) { const p = paths.resolve(root, n); if (!p.startsWith(root + "/")) return { ok: false }; return { ok: true, path: p }; } ',
      "const c = check(name); if (!c.ok) return; read(c.path);",
    ],
    [
      "that gives null",
      'function check(n) { const p = paths.resolve(root, n); return p.startsWith(root + "/") ? p : null; } ',
      "const c = check(name); if (c === null) return; read(c);",
    ],
    [
      "that calls another",
      'const inside = (p) => p.startsWith(root + "/"); function validate(p) { if (!inside(p)) throw 0; } ',
      "const p = paths.resolve(root, name); validate(p); read(p);",
    ],
    [
      "of a class",
      'class Guard { constructor(base) { this.base = base; } check(n) { const p = paths.resolve(this.base, n); if (!p.startsWith(this.base + "/")) throw 0; return p; } } const guard = new Guard("/srv"); ',
      "read(guard.check(name));",
    ],
  ])("%s", (_, before, body) => {
    expect(flowsIn(handler(body, ROOT + before))).toEqual([]);
  });

  const JOB = 'class Job { constructor(n) { this.n = n; } ok() { return ["a"].includes(this.n); } } ';
  it.each([
    ["by a method, of the field", `${JOB}if (!new Job(name).ok()) throw 0; shell(name);`],
    ["of the field where it is read", `${JOB}const job = new Job(name); if (job.n !== "a") throw 0; shell(name);`],
    [
      "of the field of a field",
      `${JOB}class Box { constructor(n) { this.job = new Job(n); } } if (!new Box(name).job.ok()) throw 0; shell(name);`,
    ],
  ])("what an object was made of is checked %s", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([]);
  });

  it.each([
    ["of another object", `${JOB}const job = new Job("b"); const own = new Job(name); if (!job.ok()) throw 0; shell(own.n);`],
    [
      "of a field that holds other data by now",
      'const store = {}; const keep = (x) => { store.x = x; }; keep(name); keep(`${name};`); if (store.x !== "a") throw 0; shell(name);',
    ],
  ])("a check %s is not enough", (_, body) => {
    expect(flowsIn(handler(body))).toEqual(found("shell-command"));
  });

  it("a check holds in the functions that are called after it", () => {
    const body = 'if (!name.startsWith("https://api.example/")) throw 0; get(name);';
    expect(flowsIn(handler(body, "const get = (url) => send(url); "))).toEqual([]);
  });

  it.each([
    [
      "whose answer nobody looks at",
      'const inside = (p) => p.startsWith(root + "/"); ',
      "const p = paths.resolve(root, name); inside(p); read(p);",
    ],
    [
      "whose clean value nobody uses",
      'function validate(n) { const p = paths.resolve(root, n); if (!p.startsWith(root + "/")) throw 0; return p; } ',
      "try { validate(name); } catch {} read(name);",
    ],
    [
      "that says yes to everything",
      "const inside = (p) => true; ",
      "const p = paths.resolve(root, name); if (!inside(p)) return; read(p);",
    ],
  ])("not enough: %s", (_, before, body) => {
    expect(flowsIn(handler(body, ROOT + before))).toEqual(found("path-read"));
  });
});

describe("cleaning is for one use", () => {
  it.each([
    ["a quoted word in a shell", 'shell("ls " + quote(name));', []],
    ["a quoted word as an option", 'start("ls", [quote(name)]);', ["name -> argv-option 2"]],
    ["an argument after --", 'start("ls", ["--", name]);', []],
    ["an argument that may be an option", 'start("ls", [name]);', ["name -> argv-option 2"]],
    ["an option's value", 'start("ls", [`--dir=${name}`]);', []],
    ["a dash refused", 'if (name.startsWith("-")) throw 0; start("ls", [name]);', []],
    ["a program", "start(name, []);", ["name -> program 2"]],
    ["the last segment in a shell", "shell(paths.base(name));", ["name -> shell-command 2"]],
    ["a fixed host", "send(`https://api.example/${encodeURIComponent(name)}`);", []],
    ["a host that continues", "send(`https://api.example${name}`);", ["name -> url 2"]],
    ["a URL prefix that ends the host", 'if (!name.startsWith("https://api.example/")) throw 0; send(name);', []],
    [
      "a URL prefix that does not",
      'if (!name.startsWith("https://api.example")) throw 0; send(name);',
      ["name -> url 2 (prefix-without-separator)"],
    ],
    [
      "a name quoted by hand, in a statement that is trimmed and split",
      `const q = name.replace(/"/g, '""'); const all = ('SELECT * FROM "' + q + '"').split(";"); new Store().query(all[0].trim());`,
      [],
    ],
    [
      "a name quoted by hand, in a statement that a function limits",
      `const limited = (sql) => sql.trim() + " LIMIT 5"; new Store().query(limited('SELECT * FROM "' + name.replace(/"/g, '""') + '"'));`,
      [],
    ],
    [
      "a name quoted by hand beside a number that was read from a statement",
      `const run = (q) => new Store().query(q); const n = Number(/limit (\\d+)/.exec(name)?.[1]); run('SELECT * FROM "' + name.replace(/"/g, '""') + '" LIMIT ' + n);`,
      [],
    ],
    [
      "a name of which only the first quote is doubled",
      `new Store().query('SELECT * FROM "' + name.replace('"', '""') + '"');`,
      ["name -> sql 2"],
    ],
    ["a part of a statement", 'new Store().query("SELECT " + name);', ["name -> sql 2"]],
    ["a parameter of a statement", 'new Store().query("SELECT ?", [name]);', []],
    ["a number in code", "evaluate(`x(${Number(name)})`);", []],
    ["arithmetic in code", "if (!/^[0-9+*/().\\s-]+$/.test(name)) return; evaluate(name);", []],
    ["what is left of arithmetic in code", 'evaluate(name.replace(/[^0-9+*/().-]/g, ""));', []],
    ["letters in code", "if (!/^[a-z0-9+*/()-]+$/.test(name)) return; evaluate(name);", found("code")],
  ])("%s", (_, body, expected) => {
    expect(flowsIn(handler(body))).toEqual(expected);
  });
});

describe("schemas", () => {
  const typed = (schema: string, body = "shell(name);") => `tool("t", { name: ${schema} }, async ({ name }) => { ${body} });`;

  it.each([
    ["an enum", typed('s.enum(["a", "b"])')],
    ["a number", typed("s.number()")],
    ["a boolean", typed("s.boolean()")],
    ["an anchored pattern", typed("s.string().regex(/^[a-z]+$/)")],
    ["an array of an enum", typed('s.array(s.enum(["a"]))', "for (const item of name) shell(item);")],
    ["a field of an object", typed("s.object({ count: s.number() })", "shell(`x ${name.count}`);")],
    [
      "a check of one's own",
      'tool("t", { name: s.string() }, async (input) => { const { name } = s.object({ name: s.enum(["a"]) }).parse(input); shell(name); });',
    ],
  ])("%s holds", (_, source) => {
    expect(flowsIn(source)).toEqual([]);
  });

  it.each([
    ["a text", typed("s.string()")],
    ["an optional text", typed("s.string().optional()")],
    ["a short text", typed("s.string().max(20)")],
    ["an open pattern", typed("s.string().regex(/[a-z]+/)")],
  ])("%s does not", (_, source) => {
    expect(flowsIn(source)).toEqual(["name -> shell-command 2"]);
  });

  it("what a low-level handler only declares proves nothing", () => {
    const source = [
      "const server = new Server();",
      'server.on("tools/list", () => ({ tools: [{ name: "a", inputSchema: { type: "object", properties: { n: { type: "number" } } } }] }));',
      'server.on("tools/call", (request) => { if (request.params.name === "a") shell(`x ${request.params.arguments.n}`); });',
    ].join("\n");
    expect(flowsIn(source)).toEqual(["n -> shell-command 4"]);
  });
});

describe("hosts", () => {
  const sent = (body: string) => flowsIn(handler(body));
  const REFUSED = "[/^127\\./, /^10\\./, /^192\\.168\\./, /^172\\./]";

  const NETWORKS =
    'const int = (ip) => ip.split(".").reduce((sum, part) => (sum << 8) + Number(part), 0) >>> 0; const all = [[int("127.0.0.0"), 8], [int("10.0.0.0"), 8], [int("192.168.0.0"), 16]];';

  it.each([
    [
      "a private address by pattern, one of several",
      `const host = hosts.parse(name).host; if (${REFUSED}.some((r) => r.test(host))) throw 0; send(name);`,
    ],
    [
      "a domain and what is below it",
      'const host = hosts.parse(name).host; if (host !== "a.example" && !host.endsWith(".a.example")) throw 0; send(name);',
    ],
    [
      "a network that is compared bit by bit, one of a table",
      `const host = hosts.parse(name).host; ${NETWORKS} if (all.some(([net, bits]) => ((int(host) ^ net) >>> (32 - bits)) === 0)) throw 0; send(name);`,
    ],
    [
      "a network by its mask",
      "const host = hosts.parse(name).host; const [a, b] = host.split('.').map(Number); const ip = (a << 24) | (b << 16); if ((ip & 0xff000000) === 0x7f000000 || (ip & 0xff000000) === 0x0a000000 || (ip & 0xffff0000) === 0xc0a80000) throw 0; send(name);",
    ],
    ["a property of an address", "if (hosts.address(hosts.parse(name).host).isPrivate) throw 0; send(name);"],
    [
      "every address of a name",
      "for (const item of hosts.lookup(hosts.parse(name).host)) if (!hosts.address(item.text).isGlobal) throw 0; send(name);",
    ],
  ])("refusing %s is enough", (_, body) => {
    expect(sent(body)).toEqual([]);
  });

  it("a table of other networks is not enough", () => {
    const networks = NETWORKS.replace("10.0.0.0", "203.0.113.0").replace("127.0.0.0", "198.51.100.0");
    const body = `const host = hosts.parse(name).host; ${networks} if (all.some(([net, bits]) => ((int(host) ^ net) >>> (32 - bits)) === 0)) throw 0; send(name);`;
    expect(sent(body)).toEqual(found("url"));
  });

  it("the end of a domain without its dot is not enough", () => {
    const body = 'if (!hosts.parse(name).host.endsWith("a.example")) throw 0; send(name);';
    expect(sent(body)).toEqual(found("url", "prefix-without-separator"));
  });
});

describe("predicates of schemas", () => {
  const with_ = (schema: string) => flowsIn(`tool("t", { name: ${schema} }, async ({ name }) => { shell(name); });`);

  it("what a predicate refuses does not arrive", () => {
    expect(with_("s.string().refine((v) => /^[a-z]+$/.test(v))")).toEqual([]);
  });

  it("what a transform makes arrives", () => {
    expect(with_("s.string().transform((v) => quote(v))")).toEqual([]);
  });

  it("a predicate that refuses too little changes nothing", () => {
    expect(with_("s.string().refine((v) => v.length > 3)")).toEqual(found("shell-command"));
  });
});

describe("settings", () => {
  it.each([
    ["a way out that is asked for", 'if (process.env.UNSAFE === "1") return shell("ls"); if (!["a"].includes(name)) throw 0; shell(name);'],
    ["a check that is on as shipped", 'if (process.env.UNSAFE !== "1") { if (!["a"].includes(name)) throw 0; } shell(name);'],
    ["a folder of the operator's", 'const p = paths.resolve(name); if (!p.startsWith(process.env.ROOT + "/")) throw 0; read(p);'],
  ])("%s counts", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([]);
  });

  it("a check that is off unless it is asked for does not count", () => {
    const body = 'if (process.env.STRICT === "1") { if (!["a"].includes(name)) throw 0; } shell(name);';
    expect(flowsIn(handler(body)).map((line) => line.replace(/ \(.*/, ""))).toEqual(found("shell-command"));
  });
});

// Rows that are reported and should not be: one that starts to pass moves up.
describe("known to be wrong: enough, and reported", () => {
  it.fails.each([
    ["a group of a match", "const [, word] = /(\\d+)/.exec(name) ?? []; shell(word);"],
    ["a check under &&, on as shipped", 'if (process.env.UNSAFE !== "1" && !["a"].includes(name)) throw 0; shell(name);'],
    [
      "a restriction where one is configured",
      'const root = process.env.ROOT; const p = paths.resolve(name); if (root && !p.startsWith(root + "/")) throw 0; read(p);',
    ],
    [
      "a helper that restricts where it is configured",
      'const root = process.env.ROOT; const inside = (p) => { if (!root) return; if (!p.startsWith(root + "/")) throw 0; }; const p = paths.resolve(name); inside(p); read(p);',
    ],
  ])("%s", (_, body) => {
    expect(flowsIn(handler(body))).toEqual([]);
  });
});

// Rows that are reported without saying why the check is not enough.
describe("known to be wrong: not enough, and not explained", () => {
  it.fails.each([
    ["a part", 'if (!["ls"].includes(name.split(" ")[0])) return; shell(name);', "first-word-only"],
    ["anchored at the start only", "if (!/^[a-z]+/.test(name)) return; shell(name);", "unanchored-pattern"],
    ["line by line", "if (!/^[a-z]+$/m.test(name)) return; shell(name);", "unanchored-pattern"],
  ])("%s", (_, body, flaw) => {
    expect(flowsIn(handler(body))).toEqual(found("shell-command", flaw));
  });
});
