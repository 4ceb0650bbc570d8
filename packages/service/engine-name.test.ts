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
  const models = [{ provider: "openai", model: "m" }] as unknown as PanelSettings["models"];
  const [alone, beside] = [null, { ...BUILT_IN_ONLY, models }].map((judges) => engineNames({ ...inputs, advisoryDir: folder, judges }));
  expect(await alone?.("fast")).toBe(await beside?.("fast"));
  expect(await alone?.("deep")).not.toBe(await beside?.("deep"));
});
