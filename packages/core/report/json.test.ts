import { expect, it } from "vitest";
import { stableJson, toJson } from "./json.ts";
import { emptyReport, report } from "./testing/samples.ts";

it("is the report, with a trailing newline", () => {
  expect(toJson(report()).endsWith("}\n")).toBe(true);
  expect(JSON.parse(toJson(report()))).toEqual(report());
  expect(JSON.parse(toJson(emptyReport())).safety.safety_grade).toBe(null);
});

it("begins with the documented fields in their order", () => {
  expect(Object.keys(JSON.parse(toJson(report()))).slice(0, 3)).toEqual(["version", "scan_id", "timestamp"]);
});

it("does not depend on how objects were built", () => {
  expect(stableJson({ b: 1, id: 2, a: { z: 1, file: 2 } })).toBe(stableJson({ a: { file: 2, z: 1 }, id: 2, b: 1 }));
});

it("keeps keys that mean something to JavaScript", () => {
  const hostile = '{"__proto__":{"x":1},"constructor":2}';
  expect(JSON.stringify(JSON.parse(stableJson(JSON.parse(hostile))))).toBe(hostile);
});

it("escapes what cannot be seen, and loses nothing", () => {
  const text = "a\u202Eb\u200B\u0007\u{E0041}\u00A0\uD800c";
  const json = stableJson({ text });
  expect(json).toBe('{\n  "text": "a\\u202eb\\u200b\\u0007\\udb40\\udc41\\u00a0\\ud800c"\n}\n');
  expect(JSON.parse(json).text).toBe(text);
});
