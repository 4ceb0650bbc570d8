import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const page = readFileSync(path.join(ROOT, "docs/threat-model.md"), "utf8");

it("every promise of the threat model names a test that there is", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && line.split(" | ").length === 4 && !line.startsWith("| Attacker"));
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const named = [...(row.split(" | ")[3] ?? "").matchAll(/`([^`]+)`/gu)].map(([, name = ""]) => name);
    expect(named, row).not.toEqual([]);
    for (const name of named)
      expect(existsSync(path.join(ROOT, name.startsWith("packages/") ? name : `packages/service/${name}`)), name).toBe(true);
  }
});
