import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseModel } from "./model-parse.ts";

const HEAD = "library: shop\nlanguage: javascript\ndocs: https://shop.example/docs\n";

const read = (body: string) => parseModel(parse(HEAD + body), "shop.model.yml");

function complaint(body: string): string {
  const parsed = read(body);
  return parsed.ok ? "" : parsed.problem.message;
}

describe("parseModel", () => {
  it("reads every section", () => {
    const parsed = read(`
aliases: [node:shop]
types: { till: [open(), Till.new] }
sources: [{ at: <till>.read(), kind: file-content, name: till text }]
sinks: [{ at: "run|runSync(0)", kind: shell-command, when: "(1).shell is true", confidence: medium }]
sanitizers: [{ at: quote(0), proves: [shell-quoted], forgets: [base-name] }]
guards: [{ at: isOpen(0), proves: [numeric], on: true }, { at: isClosed(0), proves: [relative], on: false }, { at: check(0), proves: [typed], on: normal-return }]
passes: [{ from: trim(0), keeps: all }, { from: Bag.new(0), keeps: [bounded] }, { from: join(*), to: join(), keeps: none }]
operations: [{ at: listen(), kind: http-listen, roles: { port: (0), host: (0).host } }]
calls: [{ at: retry(0), with: [(1)] }]
returns: [{ at: has(), instance: boolean }, { at: chain(), same: (this) }, { at: reopen(), same: Till.new }]
forms: [{ at: relative(), form: path-relative }]
`);
    expect(parsed.ok).toBe(true);
    if (!parsed.ok) return;
    const model = parsed.value;
    expect(model.aliases).toEqual(["node:shop"]);
    expect(model.sources.map((row) => [row.at.text, row.name])).toEqual([
      ["open().read()", "till text"],
      ["Till.new.read()", "till text"],
    ]);
    expect(model.sinks.map((row) => [row.at.text, row.when?.test, row.when?.value, row.confidence])).toEqual([
      ["run(0)", "is", true, "medium"],
      ["runSync(0)", "is", true, "medium"],
    ]);
    expect(model.sanitizers[0]?.forgets).toEqual(["base-name"]);
    expect(model.guards.map((row) => row.on)).toEqual(["true", "false", "normal-return"]);
    expect(model.passes.map((row) => [row.to.text, row.keeps])).toEqual([
      ["trim()", "all"],
      ["Bag.new", ["bounded"]],
      ["join()", []],
    ]);
    expect(model.operations[0]?.roles.host?.below).toEqual([".host"]);
    expect(model.calls[0]?.with.map((path) => path.text)).toEqual(["(1)"]);
    expect(model.returns.map((row) => row.instance ?? row.same?.text)).toEqual(["boolean", "(this)", "Till.new"]);
    expect(model.forms[0]?.form).toBe("path-relative");
  });

  it.each([
    ['"(2).shell is true"', "is", true],
    ['"(shell:) is not false"', "is-not", false],
    ['"(Loader:) absent"', "absent", null],
    ['"(1) present"', "present", null],
    ['"(1) is string"', "string", null],
    ['"(1) is object"', "object", null],
    ['"(0).mode is 438"', "is", 438],
    ["\"(0).type is 'string'\"", "is", "string"],
    ['"(0).type is null"', "is", null],
  ])("reads the condition %s", (text, test, value) => {
    const parsed = read(`sinks: [{ at: run(0), kind: code, when: ${text} }]`);
    expect(parsed.ok && parsed.value.sinks[0]?.when).toMatchObject({ test, value });
  });

  it("writes alternatives of a condition out, and joins with and", () => {
    const parsed = read(`sinks: [{ at: run(1), kind: shell-command, when: "(0) is sh|bash and (1)[0] is -c" }]`);
    expect(parsed.ok && parsed.value.sinks.map((row) => [row.when?.value, row.when?.also?.at.text, row.when?.also?.value])).toEqual([
      ["sh", "(1)[0]", "-c"],
      ["bash", "(1)[0]", "-c"],
    ]);
  });

  it.each([
    ["sink: []", 'a model has the unknown key "sink"; the nearest valid word is "sinks"'],
    [
      "sinks: [{ at: run(0), kind: shell-comand }]",
      'row 1 of sinks: unknown sink kind "shell-comand"; the nearest valid word is "shell-command"',
    ],
    ["sinks: [{ at: run(0), kinds: code }]", 'row 1 of sinks has the unknown key "kinds"; the nearest valid word is "kind"'],
    ["sinks: [{ kind: code }]", 'row 1 of sinks lacks the key "at"'],
    ["sinks: [{ at: run(0, kind: code }]", "access path"],
    ["sinks: [{ at: run(x), kind: code }]", 'row 1 of sinks: access path "run(x)" does not parse at "(x)"'],
    ["sinks: [{ at: run(0), kind: code, when: shell is true }]", 'condition "shell is true" does not read like'],
    ["sinks: [{ at: run(0), kind: code, when: (0) is }]", 'condition "(0) is" does not read like'],
    ["sinks: [{ at: run(0), kind: code, when: (0) absent true }]", "does not read like"],
    ["sinks: [{ at: run(0), kind: code, when: (0) is not a|b }]", "does not read like"],
    ["sinks: [{ at: run(0), kind: code, when: (0) is a and (1) }]", "does not read like"],
    ["sanitizers: [{ at: q(0), proves: [quoted] }]", 'row 1 of sanitizers: unknown proof "quoted"'],
    ["guards: [{ at: q(0), proves: [typed], on: maybe }]", 'unknown outcome "maybe"'],
    ["passes: [{ from: q(), keeps: all }]", 'from "q()" must end in an argument or (this)'],
    ["passes: [{ from: a|b(0), to: a(), keeps: all }]", "passes has 2 paths in from and 1 in to"],
    ["returns: [{ at: q() }]", "one of same, bound, called, wraps, members and instance"],
    ["returns: [{ at: q(), same: q(0) }]", "must name an argument of the call"],
    ["returns: [{ at: q(), instance: bool }]", 'unknown instance "bool"; the nearest valid word is "boolean"'],
    ["operations: [{ at: q(), kind: hash, roles: { algorithm: q(0) } }]", "must name an argument of the call"],
    ["operations: [{ at: q(), kind: hash, roles: { Algo: (0) } }]", 'role "Algo"'],
    ["forms: [{ at: q(), form: path-joyn }]", 'the nearest valid word is "path-join"'],
    ["types: { a: [b(] }", "does not parse"],
    ["sinks: { at: run(0) }", "sinks must be a list"],
    ["sinks: [[run(0)]]", "row 1 of sinks must be a mapping"],
  ])("refuses %s", (body, message) => {
    let data: unknown;
    try {
      data = parse(HEAD + body);
    } catch {
      return;
    }
    const parsed = parseModel(data, "shop.model.yml");
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.problem).toMatchObject({ code: "RULE_PACK_INVALID", where: "shop.model.yml" });
    expect(parsed.problem.message).toContain(message);
    expect(parsed.problem.message).not.toContain("\n");
  });

  it("takes prototype keys for the unknown keys they are", () => {
    expect(complaint("__proto__: []")).toContain('unknown key "__proto__"');
    expect(complaint("operations: [{ at: q(), kind: hash, roles: { constructor: (0) } }]")).toBe("");
    expect(complaint("sinks: [{ at: q(0), kind: constructor }]")).toContain("unknown sink kind");
  });

  it.each([[null], [[]], ["text"], [{ library: 1 }], [{ library: "a", language: "javascript", docs: "ftp://x" }]])("refuses %j", (data) => {
    expect(parseModel(data, "x").ok).toBe(false);
  });
});
