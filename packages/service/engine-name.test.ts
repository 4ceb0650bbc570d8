import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUILT_IN_ONLY, type PanelSettings } from "@mcp-assay/judges/choose-panel";
import { afterEach, beforeEach, expect, it } from "vitest";
import { engineNames } from "./engine-name.ts";

let folder: string;
let now = new Date("2026-03-10T23:59:00Z");
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-name-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inputs = { version: "1", catalogue: "c", judges: null, asksOsv: false, now: () => now };
async function importAdvisories(digest: string, at: number): Promise<void> {
  const path = join(folder, "advisories.index.json");
  await writeFile(path, JSON.stringify({ format: 1, status: { digest } }));
  await utimes(path, at, at);
}

it("changes with the advisory database, also while the service runs", async () => {
  const name = engineNames({ ...inputs, advisoryDir: folder });
  const names = [await name("fast")];
  await importAdvisories("sha256:one", 1);
  names.push(await name("fast"));
  await importAdvisories("sha256:two", 2);
  names.push(await name("fast"));
  expect(new Set(names).size).toBe(3);
  expect(await name("fast")).toBe(names[2]);
});

it("changes every day where osv.dev is asked", async () => {
  const name = engineNames({ ...inputs, advisoryDir: folder, asksOsv: true });
  const today = await name("fast");
  now = new Date("2026-03-11T00:00:00Z");
  expect(await name("fast")).not.toBe(today);
});

it("changes with the panel for deep scans only", async () => {
  const model = { provider: "openai-compatible", model: "m", baseUrl: "http://127.0.0.1:8000/v1" } as const;
  const panels: readonly (PanelSettings | null)[] = [
    null,
    { ...BUILT_IN_ONLY, models: [model] },
    { ...BUILT_IN_ONLY, models: [{ ...model, baseUrl: "http://127.0.0.1:9000/v1" }] },
    { ...BUILT_IN_ONLY, models: [model, model, model] },
    { ...BUILT_IN_ONLY, models: [model, model, model], builtIn: false },
  ];
  const names = panels.map((judges) => engineNames({ ...inputs, advisoryDir: folder, judges }));
  expect(new Set(await Promise.all(names.map((name) => name("fast")))).size).toBe(1);
  expect(new Set(await Promise.all(names.map((name) => name("deep")))).size).toBe(panels.length);
});

it("keeps credentials of models out", async () => {
  const models = [{ provider: "openai", model: "m", apiKey: "planted-key" }] as const;
  const name = engineNames({ ...inputs, advisoryDir: folder, judges: { ...BUILT_IN_ONLY, models } });
  expect(await name("deep")).not.toContain("planted-key");
});
