import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTarget } from "./open.ts";
import { tgzOf, zipOf } from "./testing/pack.ts";
import { ioFor, scratch } from "./testing/scratch.ts";

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await scratch();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

async function open(input: string) {
  const opened = await openTarget(input, await ioFor({}));
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem));
  return opened.value;
}

describe("a local folder", () => {
  it("becomes sorted files with hashes, and may configure its own scan", async () => {
    const snapshot = await open(await folderOf({ "b.ts": "b", "a/c.py": "c", "empty.js": "" }));
    expect(snapshot.files.map(({ path, size }) => [path, size])).toEqual([
      ["a/c.py", 1],
      ["b.ts", 1],
      ["empty.js", 0],
    ]);
    expect(snapshot.files[1]?.hash).toBe("sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d");
    expect(snapshot.target).toMatchObject({ type: "local", version: null, trusted: true });
  });

  it("leaves out and notes dependencies, version control, caches and virtual environments", async () => {
    const root = await folderOf({
      "a.py": "",
      "node_modules/x/i.js": "",
      ".git/config": "",
      "p/__pycache__/a.pyc": "",
      "env/pyvenv.cfg": "",
      "env/l.py": "",
      "venv/mine.py": "",
    });
    const snapshot = await open(root);
    expect(snapshot.files.map(({ path }) => path)).toEqual(["a.py", "venv/mine.py"]);
    expect(snapshot.notes.map(({ path, reason }) => `${reason} ${path}`).sort()).toEqual([
      "ignored-folder .git",
      "ignored-folder env",
      "ignored-folder node_modules",
      "ignored-folder p/__pycache__",
    ]);
  });

  it("honours .gitignore at every level, the nearest one first", async () => {
    const root = await folderOf({
      ".gitignore": "*.log\n/build/\n",
      "x.log": "",
      "build/a.js": "",
      "sub/build/b.js": "",
      "sub/.gitignore": "!keep.log\n",
      "sub/keep.log": "",
      "sub/other.log": "",
    });
    const snapshot = await open(root);
    expect(snapshot.files.map(({ path }) => path)).toEqual([".gitignore", "sub/.gitignore", "sub/build/b.js", "sub/keep.log"]);
    expect(snapshot.notes.every(({ reason }) => reason === "excluded")).toBe(true);
    expect(snapshot.notes.map(({ path }) => path)).toEqual(["build", "x.log", "sub/other.log"]);
  });

  it("follows no link, reads no pipe, and survives unreadable and oddly named files", async () => {
    const outside = await folderOf({ secret: "s" });
    const root = await folderOf({ "a.js": "a", "na\u202eme.js": "x", "tab\there.js": "y", "locked.js": "z" });
    await symlink(join(outside, "secret"), join(root, "out"));
    await symlink(root, join(root, "loop"));
    await chmod(join(root, "locked.js"), 0);
    execFileSync("mkfifo", [join(root, "pipe")]);
    const snapshot = await open(root);
    const notes = snapshot.notes.map(({ path, reason }) => `${reason} ${path}`);
    expect(notes).toEqual(expect.arrayContaining(["link out", "link loop", "device pipe", "unsafe-path tab\ufffdhere.js"]));
    expect(snapshot.files.map(({ path }) => path)).toEqual(expect.arrayContaining(["a.js", "na\u202eme.js", "tab\ufffdhere.js"]));
    expect(snapshot.files.some(({ path }) => path === "out" || path.startsWith("loop"))).toBe(false);
  });

  it("hashes a file of 100 MB and does not keep it", async () => {
    const root = await folderOf({ "big.bin": "", "small.js": "1" });
    await truncate(join(root, "big.bin"), 100 * 1024 * 1024);
    const snapshot = await open(root);
    expect(snapshot.files[0]).toMatchObject({
      path: "big.bin",
      size: 100 * 1024 * 1024,
      hash: "sha256:20492a4d0d84f8beb1767f6616229f85d44c2827b64bdbfb260ee12fa1109e0e",
      bytes: null,
    });
    expect(snapshot.notes).toContainEqual(expect.objectContaining({ path: "big.bin" }));
  });

  it("has the same digest wherever it lies, and another one when a byte changes", async () => {
    const [one, same, other] = [await folderOf({ "a.js": "1" }), await folderOf({ "a.js": "1" }), await folderOf({ "a.js": "2" })];
    expect((await open(one)).digest).toBe((await open(same)).digest);
    expect((await open(one)).digest).not.toBe((await open(other)).digest);
  });
});

describe("other local inputs", () => {
  it("reads a single file", async () => {
    const root = await folderOf({ "server.py": "print()" });
    expect((await open(join(root, "server.py"))).files.map(({ path }) => path)).toEqual(["server.py"]);
  });

  it("takes the name of a folder before it takes it for a package", async () => {
    const root = await folderOf({ "left-pad/index.js": "" });
    const opened = await openTarget("left-pad", await ioFor({}, { cwd: root }));
    expect(opened).toMatchObject({ ok: true, value: { target: { type: "local", name: "left-pad" } } });
  });

  it("reads no local folder where that is not allowed", async () => {
    const root = await folderOf({ "owner/repo/index.js": "", "package.json": "{}" });
    for (const input of [root, "./owner", "~", "file:///etc"]) {
      expect(await openTarget(input, await ioFor({}, { cwd: root, local: false }))).toMatchObject({
        ok: false,
        problem: { code: "INVALID_REQUEST" },
      });
    }
  });

  it.each([
    ["server.tgz", tgzOf([{ path: "package/index.js", content: "1" }])],
    ["server.whl", zipOf([{ path: "server/index.js", content: "1" }])],
  ])("unpacks %s, without trusting it", async (name, bytes) => {
    const root = await folderOf({ [name]: bytes });
    expect(await open(join(root, name))).toMatchObject({ target: { trusted: false }, files: [{ path: "index.js" }] });
  });

  it.each([
    ["an unknown folder", "./nowhere", "TARGET_NOT_FOUND"],
    ["a device", "/dev/null", "TARGET_NOT_READABLE"],
    ["a path with a NUL", "./a\0b", "INVALID_REQUEST"],
  ])("says what is wrong with %s", async (_, input, code) => {
    expect(await openTarget(input, await ioFor({}))).toMatchObject({ ok: false, problem: { code } });
  });

  it("says that an archive is damaged", async () => {
    const root = await folderOf({ "broken.tgz": "this is no archive", "broken.zip": "PK\u0003\u0004 nor is this" });
    for (const name of ["broken.tgz", "broken.zip"]) {
      expect(await openTarget(join(root, name), await ioFor({}))).toMatchObject({ ok: false, problem: { code: "TARGET_NOT_READABLE" } });
    }
  });
});
