import { describe, expect, it } from "vitest";
import { FUNC } from "../ir.ts";
import { funcName, funcNode, text } from "../read.ts";
import { lowerJavaScript } from "./frontend.ts";

function comments(source: string, path = "file.tsx"): string[] {
  const unit = lowerJavaScript({ path, text: source });
  const found: string[] = [];
  for (let i = 0; i < unit.comments.length; i += 2) found.push(source.slice(unit.comments[i], unit.comments[i + 1]));
  return found;
}

describe("comments", () => {
  it.each([
    ["a; // one\n/* two */ b /* three */", ["// one", "/* two */", "/* three */"]],
    ["f(/* in */ a, // end\n b)", ["/* in */", "// end"]],
    ["'// no'; \"/* no */\"; '\\'// no'; `// no ${a /* yes */} // no`", ["/* yes */"]],
    ["/[/]/ /* 2 */; a / b // yes", ["/* 2 */", "// yes"]],
    ['x = /"/; // yes', ["// yes"]],
    ["<a href='//no\\'>it's // no {b /* yes */}</a>; // last", ["/* yes */", "// last"]],
    ["// first\nfunction f() { return /'/ } // mid\nvar a = /'/; function g() { /`/ } // last", ["// first", "// mid", "// last"]],
    ["type A = `//${string}`; type B = '/*'; // yes", ["// yes"]],
    ["// unix\r\n// old mac\ra // sep\u2028b", ["// unix", "// old mac", "// sep"]],
    ["/* open", ["/* open"]],
    ["'open // no\n// yes", ["// yes"]],
  ])("%s", (source, expected) => {
    expect(comments(source)).toEqual(expected);
  });
});

describe("documentation of functions", () => {
  const docs = (source: string): Record<string, string> => {
    const unit = lowerJavaScript({ path: "file.ts", text: source });
    const found: Record<string, string> = {};
    for (let id = 1; id < unit.functions.length; id++) {
      found[funcName(unit, id)] = text(unit, unit.data[funcNode(unit, id) + FUNC.doc] as number);
    }
    return found;
  };

  it.each([
    ["/** Runs.\n * @param a it\n */\nexport async function f(a) {}", { f: "Runs.\n@param a it" }],
    ["/** One. */ const f = () => 1", { f: "One." }],
    ["o = { /** Two. */ m() {}, /** Three. */ n: () => 1 }", { m: "Two.", n: "Three." }],
    ["class A { /** Four. */ @dec() m() {} /** Five. */ h = async () => {} }", { m: "Four.", h: "Five." }],
    ["/** Six. */\nexports.f = function () {}", { f: "Six." }],
    ["/** Far. */ a; // near\n/* plain */ function f() {} function g() {}", { f: "", g: "" }],
    ["/** First. */ /** Last. */ // then\nfunction f() {}", { f: "Last." }],
  ])("%s", (source, expected) => {
    expect(docs(source)).toEqual(expected);
  });
});
