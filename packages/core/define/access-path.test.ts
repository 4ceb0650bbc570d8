import { describe, expect, it } from "vitest";
import { coversArgument, OPEN_END, parseAccessPath, parseAccessPaths } from "./access-path.ts";
import type { AccessPath, PathEnd, Step } from "./model.ts";

const member = (name: string): Step => ({ kind: "member", name });
const call: Step = { kind: "call" };
const make: Step = { kind: "new" };
const value: PathEnd = { kind: "value" };
const argument = (from: number, to = from, keyword: string | null = null): PathEnd => ({ kind: "argument", from, to, keyword });

function read(text: string): AccessPath {
  const parsed = parseAccessPath(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

describe("parseAccessPath", () => {
  const table: readonly [string, readonly Step[], PathEnd, readonly string[]][] = [
    ["exec(0)", [member("exec")], argument(0), []],
    ["Client.new.query(0|text)", [member("Client"), make, member("query")], argument(0, 0, "text"), []],
    ["get().headers", [member("get"), call, member("headers")], value, []],
    ["create().get(1).headers", [member("create"), call, member("get")], argument(1), [".headers"]],
    ["run(args:)", [member("run")], argument(0, -1, "args"), []],
    ["join(*)", [member("join")], argument(0, OPEN_END, "*"), []],
    ["join(1..)", [member("join")], argument(1, OPEN_END), []],
    ["use(-1)", [member("use")], argument(-1), []],
    ["is_relative_to(this)", [member("is_relative_to")], { kind: "this" }, []],
    ["spawn(1)[]", [member("spawn")], argument(1), ["[]"]],
    ["run(0|args)[0]", [member("run")], argument(0, 0, "args"), ["[0]"]],
    ["run(0|args)[1..]", [member("run")], argument(0, 0, "args"), ["[1..]"]],
    ["set(0).*", [member("set")], argument(0), [".*"]],
    ["Repo().git.*(*)", [member("Repo"), call, member("git"), member("*")], argument(0, OPEN_END, "*"), []],
    ["environ[]", [member("environ"), { kind: "element" }], value, []],
    ["$queryRawUnsafe(0)", [member("$queryRawUnsafe")], argument(0), []],
    ["(0).url", [], argument(0), [".url"]],
    ["new(0)", [make], argument(0), []],
    ["new.prepare(0)", [make, member("prepare")], argument(0), []],
    ["().get(0)", [call, member("get")], argument(0), []],
    ["get(-1)>(0).query", [member("get")], { kind: "callback", argument: -1, parameter: 0 }, [".query"]],
    ["get(-1)>(1).redirect(0)", [member("get"), { kind: "callback", argument: -1, parameter: 1 }, member("redirect")], argument(0), []],
  ];
  it.each(table)("%s", (text, steps, end, below) => {
    expect(read(text)).toEqual({ text, steps, end, below });
  });

  it.each([
    ["", "is empty"],
    [".a(0)", 'at ".a(0)"'],
    ["a..b", 'at "..b"'],
    ["a b(0)", 'at " b(0)"'],
    ["exec(", 'at "("'],
    ["exec(zero)", 'at "(zero)"'],
    ["exec(0)(1)", "after an argument"],
    ["exec(0).x()", "after an argument"],
    ["rows()[0]", "write []"],
    ["a[-1]", 'at "[-1]"'],
    ["exec(0)\u200b", "at"],
    ["a.".repeat(30).slice(0, -1), "more than 24 parts"],
    ["a".repeat(500), "longer than"],
  ])("refuses %j in one line", (text, why) => {
    const parsed = parseAccessPath(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.problem.code).toBe("RULE_PACK_INVALID");
    expect(parsed.problem.message).toContain(why);
    expect(parsed.problem.message).not.toContain("\n");
  });
});

describe("parseAccessPaths", () => {
  const texts = (text: string, types: [string, readonly string[]][] = []): readonly string[] => {
    const parsed = parseAccessPaths(text, new Map(types));
    return parsed.ok ? parsed.value.map((path) => path.text) : [parsed.problem.message];
  };

  it("writes alternatives of a step out, and leaves the bar of a keyword alone", () => {
    expect(texts("promises.read|write(0|path)")).toEqual(["promises.read(0|path)", "promises.write(0|path)"]);
    expect(texts("run(0).a|b[]")).toEqual(["run(0).a[]", "run(0).b[]"]);
    expect(texts("A|B.new.x|y(0)")).toEqual(["A.new.x(0)", "A.new.y(0)", "B.new.x(0)", "B.new.y(0)"]);
  });

  it("starts from every path of a type", () => {
    const types: [string, readonly string[]][] = [
      ["pool", ["createPool()", "Pool.new"]],
      ["connection", ["connect()", "<pool>.acquire(0)>(1)"]],
    ];
    expect(texts("<connection>.query(0)", types)).toEqual([
      "connect().query(0)",
      "createPool().acquire(0)>(1).query(0)",
      "Pool.new.acquire(0)>(1).query(0)",
    ]);
  });

  it("refuses unknown types, circles and floods", () => {
    expect(texts("<poll>.query(0)")).toEqual(['access path "<poll>.query(0)" names the unknown type "poll"']);
    expect(texts("<a>.x", [["a", ["<a>.b"]]])[0]).toContain("nests types more than four deep");
    const many = Array.from({ length: 20 }, (_, index) => `n${index}`).join("|");
    expect(texts(`${many}.${many}.${many}`)[0]).toContain("stands for more than 2000 paths");
  });
});

describe("coversArgument", () => {
  it.each<[string, number, number, string | null, boolean]>([
    ["f(0)", 0, 1, null, true],
    ["f(0)", 1, 2, null, false],
    ["f(1..)", 7, 9, null, true],
    ["f(1..)", 0, 9, null, false],
    ["f(-1)", 2, 3, null, true],
    ["f(-1)", 1, 3, null, false],
    ["f(0|text)", 3, 4, "text", true],
    ["f(0|text)", 0, 4, "other", false],
    ["f(text:)", 0, 1, null, false],
    ["f(text:)", 0, 1, "text", true],
    ["f(*)", 5, 6, null, true],
    ["f(*)", 0, 0, "anything", true],
    ["f(this)", 0, 1, null, false],
  ])("%s, argument %i of %i, keyword %s: %s", (text, index, count, keyword, expected) => {
    expect(coversArgument(read(text).end, index, count, keyword)).toBe(expected);
  });
});
