import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "@mcp-assay/core/report/report";
import { expect, it } from "vitest";
import { folderWith, PACKAGE_JSON, run, SHELL_SERVER } from "./testing/run.ts";

const ADVISORY = JSON.stringify({
  id: "GHSA-sdk-1",
  modified: "2025-12-01T00:00:00Z",
  aliases: ["CVE-2099-1"],
  summary: "Sessions are mixed up",
  affected: [
    {
      package: { ecosystem: "npm", name: "@modelcontextprotocol/sdk" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.0.1" }] }],
    },
  ],
  database_specific: { severity: "HIGH" },
});
const OTHER = { name: "zod", version: "3.0.0" };

async function scanned(home: string, folder: string, ...flags: readonly string[]) {
  return run(["scan", folder, "--no-cache", "--offline", ...flags], { home });
}

it("an imported advisory is a finding, with the age of the data; without one the report says that nothing was checked", async () => {
  const folder = await folderWith({ "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON });
  const home = await folderWith({});
  const before = JSON.parse((await scanned(home, folder)).out) as Report;
  expect(before.dependencies).toMatchObject({
    total: 1,
    checked_with: "nothing",
    checked: 0,
    not_checked: [{ count: 1, reason: expect.stringContaining("db update") }],
  });
  expect(before.coverage.rules.skipped).toContainEqual({ rule_id: "MCP-N024", reason: expect.stringMatching(/advisory data/) });
  expect((await scanned(home, folder, "--output", "text")).out).toMatch(/Packages +1, not checked against known vulnerabilities/);

  expect(await run(["db", "status"], { home })).toMatchObject({ code: 0, out: expect.stringMatching(/no advisory data/) });
  const records = await folderWith({ "GHSA-sdk-1.json": ADVISORY });
  expect(await run(["db", "import", records], { home })).toMatchObject({ code: 0, out: expect.stringMatching(/^1 advisories/) });
  expect(await run(["db", "status"], { home })).toMatchObject({ out: expect.stringMatching(/imported 0 days ago/) });

  const after = JSON.parse((await scanned(home, folder)).out) as Report;
  expect(after.dependencies).toMatchObject({
    checked_with: "database",
    checked: 1,
    not_checked: [],
    database: { newest_record: "2025-12-01T00:00:00Z", age_days: expect.any(Number) },
    vulnerable: [{ name: "@modelcontextprotocol/sdk", imported: true, advisories: [{ id: "GHSA-sdk-1", rating: "high" }] }],
  });
  expect(after.findings.filter(({ rule_id }) => rule_id.startsWith("MCP-N"))).toMatchObject([
    {
      rule_id: "MCP-N024",
      severity: "high",
      location: { file: "package.json" },
      description: expect.stringContaining("GHSA-sdk-1 (CVE-2099-1), high: Sessions are mixed up"),
    },
  ]);
  expect((await scanned(home, folder, "--output", "text")).out).toMatch(
    /Packages +1, 1 checked against the advisory database, \d+ days old; 1 with/,
  );
});

it("what the server does not import by itself ranks lower", async () => {
  const lock = JSON.stringify({
    lockfileVersion: 3,
    packages: {
      "": { dependencies: { "@modelcontextprotocol/sdk": "^1" } },
      "node_modules/@modelcontextprotocol/sdk": { version: "1.0.1" },
      "node_modules/other/node_modules/@modelcontextprotocol/sdk": { version: "1.0.0" },
      [`node_modules/${OTHER.name}`]: OTHER,
    },
  });
  const home = await folderWith({});
  await run(
    [
      "db",
      "import",
      await folderWith({ "a.json": ADVISORY.replaceAll("@modelcontextprotocol/sdk", OTHER.name).replace("1.0.1", "3.0.1") }),
    ],
    {
      home,
    },
  );
  const code = SHELL_SERVER.replace('import { z } from "zod";', "const z = { string: () => ({}) };");
  const found = async (server: string) => {
    const folder = await folderWith({ "server.ts": server, "package.json": PACKAGE_JSON, "package-lock.json": lock });
    const report = JSON.parse((await scanned(home, folder)).out) as Report;
    return report.findings.filter(({ category }) => category === "cve").map(({ rule_id, severity }) => `${rule_id} ${severity}`);
  };
  expect(await found(SHELL_SERVER)).toEqual(["MCP-N024 high"]);
  expect(await found(code)).toEqual(["MCP-N025 medium"]);
});

it("a damaged database stops the scan with one line", async () => {
  const folder = await folderWith({ "server.ts": SHELL_SERVER });
  const home = await folderWith({ ".mcp-assay/advisories/advisories.index.json": "{" });
  const { code, out, err } = await scanned(home, folder);
  expect([code, out]).toEqual([2, ""]);
  expect(err.trim().split("\n")).toHaveLength(1);
});

it("the list of components is a file of its own and part of every evidence bundle", async () => {
  const folder = await folderWith({ "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON });
  const out = await folderWith({});
  const file = join(out, "sbom.json");
  expect((await run(["scan", folder, "--no-cache", "--offline", "--output", "sbom", "--out", file])).code).toBe(0);
  expect((await run(["scan", folder, "--no-cache", "--offline", "--output", "evidence", "--out", join(out, "bundle")])).code).toBe(0);
  for (const path of [file, join(out, "bundle/sbom.cdx.json")])
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({
      bomFormat: "CycloneDX",
      components: [{ purl: "pkg:npm/%40modelcontextprotocol/sdk@1.0.0" }],
    });
});
