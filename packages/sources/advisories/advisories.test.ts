import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Dependency } from "@mcp-assay/core/inventory/dependencies";
import { describe, expect, it } from "vitest";
import { zipOf } from "../testing/pack.ts";
import { afterwards, ioFor, scratch } from "../testing/scratch.ts";
import { startUpstream } from "../testing/upstream.ts";
import { affects } from "./affects.ts";
import { affectsRange } from "./affects-range.ts";
import { checkDependencies } from "./check.ts";
import { databaseStatus, loadDatabase } from "./database.ts";
import { importAdvisories } from "./import.ts";
import { ratingOf } from "./rating.ts";
import { updateAdvisories } from "./update.ts";

type Events = readonly Readonly<Record<string, string>>[];

/** A record as osv.dev publishes them. */
function record(id: string, ecosystem: string, name: string, events: Events, more: Record<string, unknown> = {}) {
  return {
    schema_version: "1.6.0",
    id,
    modified: "2026-01-01T00:00:00Z",
    summary: `about ${name}`,
    affected: [{ package: { ecosystem, name }, ranges: [{ type: ecosystem === "npm" ? "SEMVER" : "ECOSYSTEM", events }] }],
    ...more,
  };
}

const RECORDS = [
  record("GHSA-1", "npm", "left", [{ introduced: "0" }, { fixed: "1.2.3" }], {
    aliases: ["CVE-1"],
    severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
    database_specific: { severity: "CRITICAL", cwe_ids: ["CWE-78"] },
  }),
  record("CVE-1", "npm", "left", [{ introduced: "0" }, { fixed: "1.2.3" }], { aliases: ["GHSA-1"] }),
  record("GHSA-2", "npm", "left", [{ introduced: "2.0.0" }, { last_affected: "2.1.0" }, { introduced: "3.0.0" }]),
  record("GHSA-3", "npm", "left", [{ introduced: "0" }], { withdrawn: "2026-02-01T00:00:00Z" }),
  record("PYSEC-1", "PyPI", "Some_Thing", [{ introduced: "1.0rc1" }, { fixed: "1.0.post1" }]),
  {
    id: "MAL-1",
    modified: "2026-03-01T00:00:00Z",
    affected: [{ package: { ecosystem: "npm", name: "evil" }, versions: ["1.0.0", "6.6.6"] }],
  },
  { id: "GIT-1", affected: [{ package: { ecosystem: "npm", name: "gitted" }, ranges: [{ type: "GIT", events: [{ introduced: "0" }] }] }] },
  record("GHSA-M", "Maven", "g:a", [{ introduced: "0" }, { fixed: "2.0" }]),
  record("GHSA-P", "npm", "__proto__", [{ introduced: "0" }]),
  record("DEB-1", "Debian:12", "left", [{ introduced: "0" }]),
];

function dependency(ecosystem: Dependency["ecosystem"], name: string, version: string | null): Dependency {
  return { ecosystem, name, version, requirement: null, direct: true, dev: false, purl: "", path: "lock" };
}

function open(ecosystem: Dependency["ecosystem"], name: string, requirement: string): Dependency {
  return { ...dependency(ecosystem, name, null), requirement };
}

async function imported(records: readonly unknown[]) {
  const [from, folder] = [await scratch(), await scratch()];
  await mkdir(join(from, "npm"));
  for (const [index, entry] of records.entries())
    await writeFile(join(from, index % 2 === 0 ? "npm" : ".", `${index}.json`), JSON.stringify(entry));
  const result = await importAdvisories(from, folder, new Date("2026-05-01T00:00:00Z"));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  const loaded = await loadDatabase(folder);
  if (!loaded.ok || loaded.value === null) throw new Error("not loaded");
  return { folder, database: loaded.value, result: result.value };
}

describe("ranges", () => {
  const range = (type: "SEMVER" | "ECOSYSTEM", ...events: (readonly ["introduced" | "fixed" | "last_affected" | "limit", string])[]) => ({
    versions: [],
    ranges: [{ type, events }],
  });
  it.each([
    ["npm", range("SEMVER", ["introduced", "0"], ["fixed", "1.2.3"]), ["0.0.0", "1.2.2", "1.2.3-beta.1"], ["1.2.3", "2.0.0"]],
    ["npm", range("SEMVER", ["introduced", "1.0.0"], ["last_affected", "1.5.0"]), ["1.0.0", "1.5.0"], ["0.9.9", "1.0.0-rc.1", "1.5.1"]],
    [
      "npm",
      range("SEMVER", ["fixed", "3.1.0"], ["introduced", "3.0.0"], ["introduced", "1.0.0"], ["fixed", "1.1.0"]),
      ["1.0.5", "3.0.9"],
      ["1.1.0", "2.0.0", "3.1.0"],
    ],
    ["npm", range("SEMVER", ["introduced", "2.0.0"]), ["2.0.0", "99.0.0+build"], ["1.9.9"]],
    ["npm", range("SEMVER", ["introduced", "0"], ["limit", "2.0.0"]), ["1.0.0"], ["2.0.0"]],
    ["npm", range("SEMVER", ["introduced", "1"], ["fixed", "1.2"]), ["1.0.0", "1.1.9"], ["1.2.0"]],
    ["PyPI", range("ECOSYSTEM", ["introduced", "0"], ["fixed", "1.10"]), ["1.9", "1.10rc1", "1.10.dev0"], ["1.10", "1.10.post1", "1.10.0"]],
    ["PyPI", range("ECOSYSTEM", ["introduced", "1!0.5"], ["last_affected", "1!2.0"]), ["1!2.0"], ["2.0", "1!2.0.1"]],
    ["PyPI", { ranges: [], versions: ["1.0"] }, ["1.0", "1.0.0"], ["1.1"]],
    [
      "Go",
      range("SEMVER", ["introduced", "0"], ["fixed", "0.0.0-20240101000000-abcdefabcdef"]),
      ["0.0.0-20230101000000-abcdefabcdef"],
      ["0.0.0-20250101000000-abcdefabcdef"],
    ],
    ["crates.io", range("SEMVER", ["introduced", "0.0.0-0"], ["fixed", "0.3.1"]), ["0.3.0"], ["0.3.1"]],
  ] as const)("%s %j", (ecosystem, affected, hit, missed) => {
    for (const version of hit) expect([version, affects(affected, ecosystem, version)]).toEqual([version, "affected"]);
    for (const version of missed) expect([version, affects(affected, ecosystem, version)]).toEqual([version, "unaffected"]);
  });

  it("whose order is not known give no verdict", () => {
    expect(affects(range("ECOSYSTEM", ["introduced", "0"], ["fixed", "2"]), "Maven", "1.0")).toBe("unknown");
    expect(affects(range("SEMVER", ["introduced", "0"]), "npm", "not a version")).toBe("unknown");
    expect(affects({ versions: ["1.0"], ranges: [] }, "Maven", "1.0")).toBe("affected");
  });
});

describe("a requirement", () => {
  const events = (...list: (readonly ["introduced" | "fixed" | "last_affected", string])[]) => ({
    versions: [],
    ranges: [{ type: "SEMVER" as const, events: list }],
  });
  const fixed = events(["introduced", "0"], ["fixed", "1.2.3"]);
  it.each([
    ["npm", fixed, ["~1.1.0", "<1.2", "1.2.0 - 1.2.2", "1.1.x || 1.0.x"], ["^1.0.0", "*", "latest", ">=1.2.3", "^2.0.0", "~1.2.0", ">=1"]],
    ["npm", events(["introduced", "2.0.0"]), ["^2.1.0", "*", ">=1.0.0"], ["^1.0.0", "<2"]],
    ["npm", events(["introduced", "0"], ["last_affected", "1.5.0"]), ["~1.5.0 <=1.5.0"], ["^1.0.0"]],
    [
      "PyPI",
      { ...fixed, ranges: fixed.ranges.map((range) => ({ ...range, type: "ECOSYSTEM" as const })) },
      ["<1.2.3", "~=1.1.0", "==1.2.2"],
      [">=1", "*", "~=1.2", ">=1.2.3,<2"],
    ],
  ])("of %s is affected where even its newest version is: %j", (ecosystem, affected, hit, missed) => {
    for (const range of hit) expect([range, affectsRange(affected, ecosystem, range)]).toEqual([range, "affected"]);
    for (const range of missed) expect([range, affectsRange(affected, ecosystem, range)]).toEqual([range, "unaffected"]);
  });

  it("that cannot be read, or meets single versions only, has no verdict", () => {
    expect(affectsRange(fixed, "npm", "not a range")).toBe("unknown");
    expect(affectsRange(fixed, "Go", "1.0.0")).toBe("unknown");
    expect(affectsRange({ ranges: [], versions: ["1.5.0"] }, "npm", "^1.0.0")).toBe("unknown");
    expect(affectsRange({ ranges: [], versions: ["2.5.0"] }, "npm", "^1.0.0")).toBe("unaffected");
  });
});

describe("a rating", () => {
  it.each([
    [["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "MODERATE"], "medium"],
    [["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"], "critical"],
    [["CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N"], "low"],
    [["AV:N/AC:L/Au:N/C:P/I:P/A:P"], "high"],
    [["CVSS:3.0/AV:L/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N"], "low"],
    [["nonsense", "CVSS:3.1/AV:X"], null],
    [[], null],
  ] as const)("%j is %s", (severity, rating) => expect(ratingOf(severity)).toBe(rating));
});

describe("the imported database", () => {
  it("matches exactly what is affected", async () => {
    const { database } = await imported(RECORDS);
    const asked = [
      dependency("npm", "left", "1.2.2"),
      dependency("npm", "left", "1.2.3"),
      dependency("npm", "left", "2.1.0"),
      dependency("npm", "left", "4.0.0"),
      dependency("PyPI", "some-thing", "1.0"),
      dependency("PyPI", "some-thing", "1.0.post1"),
      dependency("npm", "evil", "6.6.6"),
      dependency("npm", "gitted", "1.0.0"),
      dependency("npm", "__proto__", "1.0.0"),
      dependency("npm", "constructor", "1.0.0"),
    ];
    const report = await checkDependencies(asked, database, null);
    expect(report.matches.map(({ dependency: { name, version }, id }) => `${name}@${version} ${id}`)).toEqual([
      "some-thing@1.0 PYSEC-1",
      "__proto__@1.0.0 GHSA-P",
      "evil@6.6.6 MAL-1",
      "left@1.2.2 CVE-1",
      "left@2.1.0 GHSA-2",
      "left@4.0.0 GHSA-2",
    ]);
    expect(report.notChecked).toEqual([]);
  });

  it("keeps what a finding needs", async () => {
    const { database } = await imported(RECORDS.slice(0, 1));
    const report = await checkDependencies([dependency("npm", "left", "1.0.0")], database, null);
    expect(report.matches[0]).toEqual({
      dependency: dependency("npm", "left", "1.0.0"),
      release: false,
      ...{ id: "GHSA-1", aliases: ["CVE-1"], summary: "about left", rating: "critical", malicious: false },
      ...{ fixedIn: ["1.2.3"], modules: ["left"], by: "version" },
    });
  });

  it("says what was not checked", async () => {
    const { database } = await imported(RECORDS);
    const report = await checkDependencies(
      [open("npm", "left", "github:a/b"), dependency("Maven", "g:a", "1.0"), dependency("Go", "x", "1.0.0"), open("npm", "evil", "*")],
      database,
      null,
    );
    expect(report.notChecked.map(({ reason }) => reason)).toEqual([
      "it does not come from the registry",
      "its versions cannot be compared",
      "the database holds no Go advisories",
      "its versions cannot be compared",
    ]);
    expect((await checkDependencies([dependency("npm", "left", "1.0.0")], null, null)).notChecked).toHaveLength(1);
  });

  it("tells its age and size, and is the same for the same records", async () => {
    const [first, second] = [await imported(RECORDS), await imported(RECORDS.toReversed())];
    expect(await databaseStatus(first.folder)).toMatchObject({
      importedAt: "2026-05-01T00:00:00.000Z",
      newestRecord: "2026-03-01T00:00:00Z",
      advisories: 9,
      ecosystems: { npm: 6, PyPI: 1, Maven: 1, Debian: 1 },
    });
    expect(first.database.status.digest).toBe(second.database.status.digest);
    expect(await databaseStatus(await scratch())).toBeNull();
  });

  it("comes from a zip as well, and replaces an older one", async () => {
    const { folder } = await imported(RECORDS);
    const file = join(await scratch(), "all.zip");
    await writeFile(
      file,
      zipOf([
        { path: "A.json", content: JSON.stringify(RECORDS[0]) },
        { path: "B.json", content: "{broken" },
        { path: "C.txt", content: "x" },
      ]),
    );
    expect(await importAdvisories(file, folder, new Date(0))).toMatchObject({
      ok: true,
      value: { unreadable: 1, status: { advisories: 1 } },
    });
    expect((await readdir(folder)).length).toBe(2);
  });

  it.each(["missing", "empty", "broken"])("is not made from something %s", async (what) => {
    const from = await scratch();
    await writeFile(join(from, "broken"), "no zip");
    await mkdir(join(from, "empty"));
    expect(await importAdvisories(join(from, what), await scratch(), new Date(0))).toMatchObject({
      ok: false,
      problem: { code: what === "missing" ? "TARGET_NOT_FOUND" : "TARGET_NOT_READABLE" },
    });
  });

  it("that is damaged is refused", async () => {
    const { folder } = await imported(RECORDS);
    await writeFile(join(folder, "advisories.index.json"), "{");
    expect(await loadDatabase(folder)).toMatchObject({ ok: false, problem: { code: "CONFIG_INVALID" } });
  });
});

describe("an update", () => {
  it("takes the archives of all ecosystems, or nothing", async () => {
    const folder = await scratch();
    const upstream = await startUpstream(({ path }) => ({
      body: zipOf([{ path: "a.json", content: JSON.stringify(path.startsWith("/npm/") ? RECORDS[0] : RECORDS[4]) }]),
    }));
    afterwards(upstream.close);
    const io = await ioFor({ OSV_DATA_URL: upstream.url });
    expect(await updateAdvisories(folder, io, new Date(0))).toMatchObject({
      ok: true,
      value: { status: { ecosystems: { npm: 1, PyPI: 1 } } },
    });
    upstream.answer = ({ path }) => (path.startsWith("/Maven/") ? { status: 404 } : { body: "" });
    expect(await updateAdvisories(folder, io, new Date(1))).toMatchObject({
      ok: false,
      problem: { code: "UPSTREAM_UNAVAILABLE", where: "Maven" },
    });
    expect(await databaseStatus(folder)).toMatchObject({ importedAt: "1970-01-01T00:00:00.000Z" });
  });
});

describe("osv.dev", () => {
  it("is asked in one batch, page by page, and its records are evaluated here", async () => {
    const upstream = await startUpstream(({ method, path }) => {
      if (method === "POST" && path === "/v1/querybatch") {
        const second = upstream.seen.filter((seen) => seen.method === "POST").length > 1;
        return {
          body: JSON.stringify({
            results: second ? [{ vulns: [{ id: "GHSA-2" }] }] : [{ vulns: [{ id: "GHSA-1" }], next_page_token: "two" }, {}],
          }),
        };
      }
      const found = RECORDS.find(({ id }) => path === `/v1/vulns/${id}`);
      return found === undefined ? undefined : { body: JSON.stringify(found) };
    });
    afterwards(upstream.close);
    const io = await ioFor({ OSV_API_URL: upstream.url });
    const report = await checkDependencies([dependency("npm", "left", "1.0.0"), dependency("npm", "other", "1.0.0")], null, io);
    expect(report).toMatchObject({ checkedWith: "osv.dev", matches: [{ id: "GHSA-1" }], notChecked: [] });
  });

  it.each([
    ["does not answer", {}, { status: 503 }],
    ["answers nonsense", {}, { body: '{"results":[]}' }],
    ["may not be asked", { offline: true }, { status: 500 }],
  ])("that %s leaves everything not checked", async (_, settings, reply) => {
    const upstream = await startUpstream(() => reply);
    afterwards(upstream.close);
    const report = await checkDependencies(
      [dependency("npm", "left", "1.0.0")],
      null,
      await ioFor({ OSV_API_URL: upstream.url }, settings),
    );
    expect(report).toMatchObject({
      checkedWith: "nothing",
      matches: [],
      notChecked: [{ reason: "no advisory data" }],
      problem: expect.any(String),
    });
  });
});
