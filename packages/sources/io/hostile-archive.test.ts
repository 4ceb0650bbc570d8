import { readdir } from "node:fs/promises";
import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { paxOf, type TarEntry, tarOf, tgzOf, type ZipEntry, zipOf } from "../testing/pack.ts";
import { scratch } from "../testing/scratch.ts";
import { readArchive } from "./archive.ts";
import type { Collected } from "./collect.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";

const MB = 1024 * 1024;
const good = { path: "package/ok.js", content: "ok" };

interface Case {
  readonly name: string;
  readonly bytes: () => Uint8Array;
  readonly limits?: Partial<Limits>;
  readonly strip?: number;
  /** What must come out: paths that are there (and no others), and a note or a code. */
  readonly paths?: readonly string[];
  readonly note?: string;
  readonly code?: "TARGET_TOO_LARGE" | "TARGET_NOT_READABLE";
}

const tar =
  (...entries: TarEntry[]) =>
  (): Uint8Array =>
    tgzOf([good, ...entries]);
const zip =
  (...entries: ZipEntry[]) =>
  (): Uint8Array =>
    zipOf([good, ...entries]);
const kept = ["ok.js"];

const CASES: readonly Case[] = [
  // Names that lead outside
  { name: "tar: climbs", bytes: tar({ path: "package/../../evil.js", content: "x" }), paths: kept, note: "unsafe-path" },
  { name: "tar: climbs at the end of the name", bytes: tar({ path: "package/a/..", content: "x" }), paths: kept, note: "unsafe-path" },
  {
    name: "tar: climbs with backslashes",
    bytes: tar({ path: "package\\..\\..\\evil.js", content: "x" }),
    paths: kept,
    note: "unsafe-path",
  },
  {
    name: "tar: absolute path stays inside, as installers unpack it",
    bytes: tar({ path: "/package/etc/evil.js", content: "x" }),
    paths: ["etc/evil.js", "ok.js"],
    note: "unsafe-path",
  },
  {
    name: "tar: many slashes",
    bytes: tar({ path: "////package/evil.js", content: "x" }),
    paths: ["evil.js", "ok.js"],
    note: "unsafe-path",
  },
  {
    name: "tar: drive letter",
    bytes: tar({ path: "C:\\package\\evil.js", content: "x" }),
    paths: ["evil.js", "ok.js"],
    note: "unsafe-path",
  },
  {
    name: "tar: PAX path climbs",
    bytes: tar(paxOf({ path: "package/../../evil.js" }), { path: "package/fine.js", content: "x" }),
    paths: kept,
    note: "unsafe-path",
  },
  {
    name: "tar: GNU long name climbs",
    bytes: tar(
      { path: "././@LongLink", type: "NextFileHasLongPath", content: "package/../../evil.js\0" },
      { path: "package/fine.js", content: "x" },
    ),
    paths: kept,
    note: "unsafe-path",
  },
  { name: "zip: climbs", bytes: zip({ path: "package/../../evil.js", content: "x" }), paths: kept, note: "unsafe-path" },
  { name: "zip: absolute", bytes: zip({ path: "/package/evil.js", content: "x" }), paths: ["evil.js", "ok.js"], note: "unsafe-path" },
  { name: "zip: backslashes", bytes: zip({ path: "package\\..\\..\\evil.js", content: "x" }), paths: kept, note: "unsafe-path" },
  // Names that hide
  {
    name: "tar: control characters",
    bytes: tar({ path: "package/a\u001b[2Jb.js", content: "x" }),
    paths: ["a\ufffd[2Jb.js", "ok.js"],
    note: "unsafe-path",
  },
  {
    name: "zip: NUL in the name",
    bytes: zip({ path: "package/a.js\0.png", content: "x" }),
    paths: ["a.js\ufffd.png", "ok.js"],
    note: "unsafe-path",
  },
  {
    name: "tar: overlong segment",
    bytes: tar(paxOf({ path: `package/${"a".repeat(300)}` }), { path: "package/x", content: "x" }),
    paths: kept,
    note: "unsafe-path",
  },
  {
    name: "tar: overlong path",
    bytes: tar(paxOf({ path: `package/${"a/".repeat(2000)}b` }), { path: "package/x", content: "x" }),
    paths: kept,
    note: "unsafe-path",
  },
  {
    name: "tar: PAX header above a megabyte",
    bytes: tar(paxOf({ path: `package/${"a".repeat(2 * MB)}` }), { path: "package/x.js", content: "x" }),
    paths: ["ok.js", "x.js"],
    note: "unsafe-path",
  },
  {
    name: "tar: names that differ in case",
    bytes: tar({ path: "package/OK.js", content: "other" }),
    paths: ["OK.js", "ok.js"],
    note: "duplicate-path",
  },
  {
    name: "tar: names that differ in Unicode form",
    bytes: tar({ path: "package/e\u0301.js", content: "1" }, { path: "package/\u00e9.js", content: "2" }),
    paths: ["ok.js", "\u00e9.js"],
    note: "duplicate-path",
  },
  {
    name: "tar: the same name twice, the last counts",
    bytes: tar({ path: "package/ok.js", content: "other" }),
    paths: kept,
    note: "duplicate-path",
  },
  { name: "zip: the same name twice", bytes: zip({ path: "package/ok.js", content: "other" }), paths: kept, note: "duplicate-path" },
  {
    name: "tar: a name that is a file and a folder",
    bytes: tar({ path: "package/ok.js/inner.js", content: "x" }),
    paths: ["ok.js", "ok.js/inner.js"],
    note: "duplicate-path",
  },
  {
    name: "tar: names of object prototypes",
    bytes: tar({ path: "package/__proto__/constructor", content: "x" }),
    paths: ["__proto__/constructor", "ok.js"],
  },
  {
    name: "tar: a file beside the outer folder does not take the place of one inside",
    bytes: tar({ path: "ok.js", content: "other" }),
    paths: ["ok.js"],
    note: "excluded",
  },
  // Links, devices, modes
  {
    name: "tar: symbolic link out",
    bytes: tar({ path: "package/link", type: "SymbolicLink", linkpath: "../../../etc/passwd" }),
    paths: kept,
    note: "link",
  },
  {
    name: "tar: file through a symbolic link",
    bytes: tar({ path: "package/d", type: "SymbolicLink", linkpath: "/tmp" }, { path: "package/d/evil.js", content: "x" }),
    paths: ["d/evil.js", "ok.js"],
    note: "link",
  },
  { name: "tar: hard link out", bytes: tar({ path: "package/hard", type: "Link", linkpath: "/etc/passwd" }), paths: kept, note: "link" },
  { name: "zip: symbolic link", bytes: zip({ path: "package/link", content: "/etc/passwd", mode: 0o120777 }), paths: kept, note: "link" },
  {
    name: "tar: character device",
    bytes: tar({ path: "package/null", type: "CharacterDevice", devmaj: 1, devmin: 3 }),
    paths: kept,
    note: "device",
  },
  { name: "tar: block device", bytes: tar({ path: "package/sda", type: "BlockDevice" }), paths: kept, note: "device" },
  { name: "tar: pipe", bytes: tar({ path: "package/pipe", type: "FIFO" }), paths: kept, note: "device" },
  { name: "zip: device", bytes: zip({ path: "package/dev", mode: 0o020666 }), paths: kept, note: "device" },
  { name: "tar: sparse file", bytes: tar({ path: "package/sparse", type: "SparseFile", content: "x" }), paths: kept, note: "device" },
  { name: "tar: setuid file", bytes: tar({ path: "package/root", mode: 0o4755, content: "x" }), paths: ["ok.js", "root"], note: "device" },
  // Bombs
  { name: "gzip bomb", bytes: () => tgzOf([{ path: "a", content: Buffer.alloc(40 * MB) }]), strip: 0, code: "TARGET_TOO_LARGE" },
  { name: "zip bomb", bytes: () => zipOf([{ path: "a", content: Buffer.alloc(40 * MB) }]), strip: 0, code: "TARGET_TOO_LARGE" },
  { name: "zip bomb of overlapping files", bytes: () => overlapping(40, MB), strip: 0, code: "TARGET_TOO_LARGE" },
  { name: "gzip inside gzip", bytes: () => gzipSync(tgzOf([{ path: "a", content: "x" }])), code: "TARGET_NOT_READABLE" },
  { name: "zstd inside gzip", bytes: () => gzipSync(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0, 0, 0])), code: "TARGET_NOT_READABLE" },
  {
    name: "tar: too large unpacked",
    bytes: tar({ path: "package/a", content: Buffer.alloc(3 * MB, 1) }),
    limits: { unpackedBytes: 2 * MB },
    code: "TARGET_TOO_LARGE",
  },
  {
    name: "zip: too large unpacked",
    bytes: zip({ path: "package/a", content: Buffer.alloc(3 * MB, 1) }),
    limits: { unpackedBytes: 2 * MB },
    code: "TARGET_TOO_LARGE",
  },
  { name: "too large packed", bytes: () => Buffer.alloc(2 * MB), limits: { packedBytes: MB }, code: "TARGET_TOO_LARGE" },
  { name: "tar: 1,000,000 entries", bytes: () => manyEntries(1_000_000), code: "TARGET_TOO_LARGE" },
  { name: "tar: 1,000,000 folders", bytes: () => manyEntries(1_000_000, "Directory"), code: "TARGET_TOO_LARGE" },
  {
    name: "zip: too many entries",
    bytes: () => zipOf(Array.from({ length: 300 }, (_, index) => ({ path: `${index}`, content: "" }))),
    limits: { files: 100 },
    code: "TARGET_TOO_LARGE",
  },
  {
    name: "tar: too many files",
    bytes: () => tgzOf(Array.from({ length: 120 }, (_, index) => ({ path: `p/${index}`, content: "" }))),
    limits: { files: 100 },
    code: "TARGET_TOO_LARGE",
  },
  {
    name: "tar: notes without end",
    bytes: () => tgzOf(Array.from({ length: 120 }, (_, index) => ({ path: `../${index}`, content: "" }))),
    limits: { notes: 10 },
    paths: [],
    note: "limit",
  },
  {
    name: "tar: gigabytes after the end mark are not read",
    bytes: () => gzipSync(Buffer.concat([tarOf([good]), Buffer.alloc(64 * MB)])),
    limits: { ratioFrom: 1000 * MB },
    paths: kept,
  },
  // Damage and lies
  {
    name: "tar: cut off inside gzip",
    bytes: () => tgzOf([good, { path: "package/b", content: noise(100_000) }]).subarray(0, 700),
    code: "TARGET_NOT_READABLE",
  },
  {
    name: "tar: cut off inside a file",
    bytes: () => tarOf([good, { path: "package/b", content: noise(5000) }], false).subarray(0, 2048),
    code: "TARGET_NOT_READABLE",
  },
  {
    name: "tar: header checksum is wrong",
    bytes: () => spoiled(tarOf([{ path: "package/bad.js", content: "x" }, good]), 3),
    paths: kept,
    note: "unreadable",
  },
  {
    name: "tar: size that is larger than the archive",
    bytes: () => gzipSync(tarOf([good, { path: "package/b", content: "x", claimedSize: 50 * MB }])),
    code: "TARGET_NOT_READABLE",
  },
  {
    name: "tar: PAX size that is no number",
    bytes: tar(paxOf({ size: "-5" }), { path: "package/b.js", content: "" }, { path: "package/c.js", content: "c" }),
    paths: ["b.js", "c.js", "ok.js"],
  },
  {
    name: "tar: global PAX path for every entry",
    bytes: tar(paxOf({ path: "package/all.js" }, true), { path: "package/b.js", content: "1" }, { path: "package/c.js", content: "2" }),
    paths: ["b.js", "c.js", "ok.js"],
  },
  { name: "not an archive", bytes: () => Buffer.from("<html>not found</html>".repeat(50)), code: "TARGET_NOT_READABLE" },
  { name: "empty", bytes: () => Buffer.alloc(0), code: "TARGET_NOT_READABLE" },
  { name: "only zeros", bytes: () => Buffer.alloc(10_240), code: "TARGET_NOT_READABLE" },
  { name: "gzip of nothing", bytes: () => gzipSync(Buffer.alloc(0)), code: "TARGET_NOT_READABLE" },
  { name: "xz", bytes: () => Buffer.from("\xfd7zXZ\0........", "latin1"), code: "TARGET_NOT_READABLE" },
  {
    name: "zip: headers name different files",
    bytes: zip({ path: "package/shown.js", localPath: "package/other.js", content: "x" }),
    paths: ["ok.js", "shown.js"],
    note: "unsafe-path",
  },
  {
    name: "zip: checksum is wrong",
    bytes: zip({ path: "package/b.js", content: "x", claimedCrc: 1 }),
    paths: ["b.js", "ok.js"],
    note: "unreadable",
  },
  {
    name: "zip: more content than declared",
    bytes: zip({ path: "package/b.js", content: "x".repeat(5000), claimedSize: 10 }),
    paths: kept,
    note: "unreadable",
  },
  {
    name: "zip: less content than declared",
    bytes: zip({ path: "package/b.js", content: "x", claimedSize: 4000 }),
    paths: kept,
    note: "unreadable",
  },
  { name: "zip: encrypted entry", bytes: zip({ path: "package/b.js", content: "x", flags: 0x801 }), paths: kept, note: "unreadable" },
  { name: "zip: unknown compression", bytes: zip({ path: "package/b.js", content: "x", method: 14 }), paths: kept, note: "unreadable" },
  { name: "zip: claims more entries than it has", bytes: () => zipOf([good], 40), code: "TARGET_NOT_READABLE" },
  { name: "zip: cut off", bytes: () => zipOf([good]).subarray(0, 60), code: "TARGET_NOT_READABLE" },
  { name: "zip: data before the archive", bytes: () => Buffer.concat([Buffer.from("PK#!shell\n"), zipOf([])]), paths: [] },
];

describe("hostile archives", () => {
  it.each(CASES)("$name", async ({ bytes, limits, strip = 1, paths, note, code }) => {
    const result = await readArchive(bytes(), { ...DEFAULT_LIMITS, ...limits }, strip);
    if (code !== undefined) {
      expect(result).toMatchObject({ ok: false, problem: { code } });
      return;
    }
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    expect(result.value.files.map(({ path }) => path)).toEqual(paths);
    if (note !== undefined) expect(result.value.notes.map(({ reason }) => reason)).toContain(note);
    expect(escapes(result.value)).toEqual([]);
  });

  it("are at least forty", () => expect(CASES.length).toBeGreaterThanOrEqual(40));

  it("stay within 512 MB of memory while they are read, and write nothing", async () => {
    const folder = await scratch();
    const before = process.cwd();
    process.chdir(folder);
    try {
      const bomb = tgzOf([{ path: "a", content: Buffer.alloc(200 * MB) }]);
      globalThis.gc?.();
      const start = process.memoryUsage().rss;
      await readArchive(bomb, DEFAULT_LIMITS, 0);
      await readArchive(manyEntries(400_000), DEFAULT_LIMITS, 0);
      expect(process.memoryUsage().rss - start).toBeLessThan(512 * MB);
    } finally {
      process.chdir(before);
    }
    expect(await readdir(folder)).toEqual([]);
  });
});

/** Paths that would leave the snapshot. */
function escapes({ files }: Collected): readonly string[] {
  return files
    .map(({ path }) => path)
    .filter(
      (path) => path.startsWith("/") || path.includes("\\") || path.split("/").some((part) => part === ".." || part === "." || part === ""),
    );
}

function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let state = 1, at = 0; at < size; at++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    bytes[at] = state >> 16;
  }
  return bytes;
}

function spoiled(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

/** A tar of empty entries: gzip members one after another are one stream, so one of them is made and repeated. */
function manyEntries(count: number, type: "File" | "Directory" = "File"): Buffer {
  const thousand = gzipSync(Buffer.alloc(1000 * 512, tarOf([{ path: "package/a", type }], false)));
  return Buffer.alloc((count / 1000) * thousand.length, thousand);
}

/** Directory entries that all share one compressed block: small to ship, large to unpack. */
function overlapping(count: number, size: number): Buffer {
  const single = zipOf([{ path: "aaaa", content: Buffer.alloc(size) }]);
  const packed = deflateRawSync(Buffer.alloc(size)).length;
  const start = 30 + 4 + packed;
  const directory = single.subarray(start, single.length - 22);
  const end = Buffer.from(single.subarray(single.length - 22));
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length * count, 12);
  return Buffer.concat([single.subarray(0, start), Buffer.alloc(directory.length * count, directory), end]);
}
