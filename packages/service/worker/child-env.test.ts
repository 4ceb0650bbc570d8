import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { settingsShape } from "../settings-shape.ts";
import { childEnv } from "./child-env.ts";

const PACKAGES = fileURLToPath(new URL("../../", import.meta.url));

it("a scan's process knows every variable that reading targets depends on", async () => {
  const read = new Set<string>();
  for (const folder of ["sources", "runner"])
    for (const file of await readdir(join(PACKAGES, folder), { recursive: true })) {
      if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
      for (const [, name = ""] of (await readFile(join(PACKAGES, folder, file), "utf8")).matchAll(/\benv\.([A-Z][A-Z_]+)\b/gu))
        read.add(name);
    }
  expect(read.size).toBeGreaterThan(10);
  const env = Object.fromEntries([...read].map((name) => [name, "x"]));
  expect(Object.keys(childEnv(env)).sort()).toEqual([...read].sort());
});

it("a scan's process knows none of the service's own settings", () => {
  const env = Object.fromEntries(Object.keys(settingsShape.shape).map((name) => [name, "x"]));
  expect(childEnv(env)).toEqual({});
});
