import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import published from "./fixtures/published-fields.json" with { type: "json" };
import { folderWith, run } from "./testing/run.ts";

const SERVER = `import os
import jwt
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")


@mcp.tool()
def show(name: str, token: str) -> str:
    """Shows a file."""
    jwt.decode(token, "k", algorithms=["HS256"])
    return os.popen("cat " + name).read()


mcp.run()
`;

/**
 * What is wrong at one documented field: "a.b[].c", "*" for any key. A consumer reads every element, so every element must
 * have it; and at least one must be there, or nothing is shown.
 */
function wrongAt(value: unknown, path: readonly string[], type: string): readonly string[] {
  const [step, ...rest] = path;
  if (step === undefined) return typeof value === type ? [] : [`${value === null ? "null" : typeof value} instead of ${type}`];
  const inside = step === "[]" ? value : step === "*" ? Object.values(value as object) : [(value as Record<string, unknown>)?.[step]];
  if (!Array.isArray(inside) || inside.length === 0) return [`nothing at ${step}`];
  return inside.flatMap((one) => wrongAt(one, rest, type));
}

function wrongFields(value: unknown, fields: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(fields).flatMap(([path, type]) =>
    wrongAt(value, path.replaceAll("[]", ".[]").split("."), type).map((wrong) => `${path}: ${wrong}`),
  );
}

describe("fields of the published formats are there, with their types", () => {
  it("in the JSON report", async () => {
    const { out } = await run(["scan", await folderWith({ "server.py": SERVER }), "--no-cache", "--offline", "--output", "json"]);
    expect(wrongFields(JSON.parse(out), published.report)).toEqual([]);
  });

  it("in the evidence bundle", async () => {
    const bundle = join(await folderWith({}), "bundle");
    const folder = await folderWith({ "server.py": SERVER });
    await run(["scan", folder, "--no-cache", "--offline", "--output", "evidence", "--out", bundle]);
    const read = async (name: string) => JSON.parse(await readFile(join(bundle, name), "utf8")) as unknown;
    expect(wrongFields(await read("manifest.json"), published.evidence_manifest)).toEqual([]);
    expect(wrongFields(await read("evidences/finding-001.json"), published.evidence_finding)).toEqual([]);
    await Promise.all(["results.json", "config.json", "surface.json", "msss-score.json"].map(read));
  });
});
