import { createHash, type Hash } from "node:crypto";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { SkipReason, SnapshotFile, SnapshotNote } from "@mcp-assay/core/snapshot";
import type { Limits } from "./limits.ts";

export interface Collected {
  readonly files: SnapshotFile[];
  readonly notes: SnapshotNote[];
}

/**
 * Path of an entry as a snapshot knows it: relative, "/", NFC. What an installer would neutralise and
 * still unpack is neutralised here too, so that nothing can hide behind its name: the root of an
 * absolute path goes, control characters become U+FFFD; `changed` says so. Null when the path climbs
 * or is too long, which installers refuse.
 */
export function entryPath(raw: string, limits: Limits): { readonly path: string; readonly changed: boolean } | null {
  const text = raw.replaceAll("\\", "/").normalize("NFC");
  const relative = text.replace(/^(?:\/|[a-z]:)+/iu, "");
  const plain = relative.replaceAll(/[\u0000-\u001f\u007f]/gu, "\ufffd");
  const parts = plain.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.length === 0 || Buffer.byteLength(plain) > limits.pathBytes) return null;
  if (parts.some((part) => part === ".." || Buffer.byteLength(part) > 255)) return null;
  return { path: parts.join("/"), changed: plain !== text };
}

/** Gathers the files of one artifact within its limits. The first violated limit stays as `problem`. */
export class Collector {
  readonly #files = new Map<string, SnapshotFile>();
  readonly #folded = new Map<string, string>();
  readonly #notes: SnapshotNote[] = [];
  #untold = 0;
  #unpacked = 0;
  #kept = 0;
  #entries = 0;
  #problem: Result<never> | null = null;
  readonly #limits: Limits;
  readonly #packed: number;

  /** `packed` is the archive's size in bytes, or null when there is none and no ratio applies. */
  constructor(limits: Limits, packed: number | null) {
    this.#limits = limits;
    this.#packed = packed ?? Number.POSITIVE_INFINITY;
  }

  get problem(): Result<never> | null {
    return this.#problem;
  }

  /** Counts one entry of any kind; false when there are too many. */
  entry(): boolean {
    this.#entries++;
    if (this.#entries > this.#limits.files * 2) this.refuse(`it has more than ${this.#limits.files * 2} entries`);
    return this.#problem === null;
  }

  /** Counts unpacked bytes; false when there are too many. */
  grow(bytes: number): boolean {
    this.#unpacked += bytes;
    if (this.#unpacked > this.#limits.unpackedBytes)
      this.refuse(`it is larger than ${Math.round(this.#limits.unpackedBytes / 1_048_576)} MB unpacked`);
    const bound = Math.max(this.#limits.ratioFrom, this.#packed * this.#limits.ratio);
    if (this.#unpacked > bound) this.refuse(`it unpacks to more than ${this.#limits.ratio} times its size`);
    return this.#problem === null;
  }

  refuse(why: string): void {
    this.#problem ??= fail("TARGET_TOO_LARGE", `the artifact is refused: ${why}`);
  }

  /** Turns a violated limit into a note: what was gathered until then is worth reading (base layers of images). */
  settle(path: string): void {
    if (this.#problem === null || this.#problem.ok) return;
    this.note(path, "limit", this.#problem.problem.message);
    this.#problem = null;
  }

  note(path: string, reason: SkipReason, detail?: string): void {
    if (this.#notes.length >= this.#limits.notes) this.#untold++;
    else this.#notes.push({ path, reason, ...(detail === undefined ? {} : { detail }) });
  }

  /** The snapshot path of an entry below `strip` leading folders, or null with a note why it is left out. */
  place(raw: string, strip: number, isFolder = false): string | null {
    const found = entryPath(raw, this.#limits);
    const shown = raw.slice(0, 200);
    if (found === null) {
      this.note(shown, "unsafe-path", "the entry points outside or its name is too long; left out");
      return null;
    }
    const path = found.path.split("/").slice(strip).join("/");
    if (path === "") {
      if (!isFolder) this.note(shown, "excluded", "it lies beside the outer folder, and installers leave it out");
      return null;
    }
    if (found.changed) this.note(path, "unsafe-path", "the name was absolute or held control characters");
    return path;
  }

  /** A writer for one file's content; `close` adds it. */
  open(path: string): FileSink {
    return new FileSink(this.#limits, (file, why) => this.#add({ ...file, path }, why));
  }

  /** The file at a path, for hard links inside image layers. */
  get(path: string): SnapshotFile | undefined {
    return this.#files.get(path);
  }

  /** Adds a file that is already hashed (same content under another name). */
  addSame(path: string, file: SnapshotFile): void {
    this.#add({ ...file, path }, null);
  }

  /** Removes a file, or with `below` everything under a folder. */
  remove(path: string, below = false): void {
    this.#files.delete(path);
    if (below) for (const other of [...this.#files.keys()]) if (other.startsWith(`${path}/`)) this.#files.delete(other);
  }

  #add(file: SnapshotFile, why: SkipReason | null): void {
    const before = this.#files.get(file.path);
    if (before !== undefined && before.hash !== file.hash)
      this.note(file.path, "duplicate-path", "occurs more than once; the last one counts");
    if (before === undefined && this.#files.size >= this.#limits.files) {
      this.refuse(`it has more than ${this.#limits.files} files`);
      return;
    }
    if (before?.bytes) this.#kept -= before.size;
    const bytes = file.bytes !== null && this.#kept + file.size <= this.#limits.keptBytes ? file.bytes : null;
    if (bytes === null)
      this.note(file.path, why ?? "limit", why === null ? "the content kept for this artifact is at its limit" : undefined);
    else this.#kept += file.size;
    this.#files.set(file.path, { ...file, bytes });
  }

  /** Everything gathered, sorted by path, with notes on names that meet on other file systems. */
  finish(): Result<Collected> {
    if (this.#problem !== null) return this.#problem;
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const { path } of files) this.#compareNames(path);
    if (this.#untold > 0) this.#notes.push({ path: "", reason: "limit", detail: `${this.#untold} more notes` });
    return ok({ files, notes: this.#notes });
  }

  #compareNames(path: string): void {
    const folded = path.toLowerCase().normalize("NFKC");
    const other = this.#folded.get(folded);
    if (other !== undefined) this.note(path, "duplicate-path", `differs only in case or form from ${other}`);
    this.#folded.set(folded, path);
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      if (this.#files.has(path.slice(0, at))) this.note(path, "duplicate-path", `${path.slice(0, at)} is a file and a folder`);
    }
  }
}

/** Takes one file's bytes as they come; hashes all, keeps them while they are within the limits. */
export class FileSink {
  readonly #hash: Hash = createHash("sha256");
  #chunks: Uint8Array[] | null = [];
  #size = 0;
  #why: SkipReason | null = null;
  #binary = false;
  readonly #limits: Limits;
  readonly #done: (file: Omit<SnapshotFile, "path">, why: SkipReason | null) => void;

  constructor(limits: Limits, done: (file: Omit<SnapshotFile, "path">, why: SkipReason | null) => void) {
    this.#limits = limits;
    this.#done = done;
  }

  write(chunk: Uint8Array): void {
    if (this.#size < 8000 && !this.#binary) this.#binary = chunk.subarray(0, 8000 - this.#size).includes(0);
    this.#size += chunk.length;
    this.#hash.update(chunk);
    if (this.#size > this.#limits.keptFileBytes) this.#drop("too-large");
    else if (this.#binary && this.#size > this.#limits.keptBinaryBytes) this.#drop("binary");
    this.#chunks?.push(chunk);
  }

  #drop(why: SkipReason): void {
    this.#why ??= why;
    this.#chunks = null;
  }

  close(): void {
    const bytes = this.#chunks === null ? null : joined(this.#chunks, this.#size);
    this.#done({ size: this.#size, hash: `sha256:${this.#hash.digest("hex")}`, bytes }, this.#why);
  }
}

/** One array of its own memory: chunks are views into large shared buffers, and content is moved between threads. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
