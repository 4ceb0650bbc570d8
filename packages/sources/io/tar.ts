import { createGunzip } from "node:zlib";
import { fail, type Result } from "@mcp-assay/core/problem";
import { Parser, type ReadEntry } from "tar";
import { type Collected, Collector } from "./collect.ts";
import type { Limits } from "./limits.ts";

const FILE_TYPES: ReadonlySet<string> = new Set(["File", "OldFile", "ContiguousFile"]);
const FOLDER_TYPES: ReadonlySet<string> = new Set(["Directory", "GNUDumpDir"]);
const LINK_TYPES: ReadonlySet<string> = new Set(["SymbolicLink", "Link"]);
const SETUID_OR_SETGID = 0o6000;

/** Handles one entry whose path is safe; it must consume the entry or resume it. */
export type TakeEntry = (entry: ReadEntry, path: string) => void;

/** Unpacks a tar, gzipped or not, into memory. `strip` leading folders are cut from every path. */
export async function readTar(bytes: Uint8Array, limits: Limits, strip: number): Promise<Result<Collected>> {
  const collector = new Collector(limits, bytes.length);
  const failure = await feedTar(bytes, collector, limits, strip, (entry, path) => takeEntry(entry, path, collector));
  return failure ?? collector.finish();
}

/** Keeps a regular file; folders need nothing; links and devices become notes, and unless told otherwise setuid files too. */
export function takeEntry(entry: ReadEntry, path: string, collector: Collector, noteModes = true): void {
  if (FILE_TYPES.has(entry.type)) {
    takeContent(entry, path, collector, noteModes);
    return;
  }
  if (LINK_TYPES.has(entry.type)) collector.note(path, "link", `to ${(entry.linkpath ?? "").slice(0, 200)}`);
  else if (!FOLDER_TYPES.has(entry.type)) collector.note(path, "device", entry.type);
  entry.resume();
}

function takeContent(entry: ReadEntry, path: string, collector: Collector, noteModes: boolean): void {
  const sink = collector.open(path);
  if (noteModes && ((entry.mode ?? 0) & SETUID_OR_SETGID) !== 0)
    collector.note(path, "device", "its setuid or setgid bit has no effect here");
  entry.on("data", (chunk) => sink.write(chunk));
  entry.on("end", () => sink.close());
}

/** Runs a tar through a collector; null when all went through, otherwise what is wrong with it. */
export async function feedTar(
  bytes: Uint8Array,
  collector: Collector,
  _limits: Limits,
  strip: number,
  take: TakeEntry,
): Promise<Result<never> | null> {
  const parser = new Parser({ maxMetaEntrySize: 1_048_576, brotli: false });
  const state = { entries: 0, broken: null as string | null, ended: false };
  parser.on("warn", (code: string, message: string) => {
    if (code === "TAR_ENTRY_INVALID") collector.note("", "unreadable", `tar entry: ${message.slice(0, 120)}`);
    else if (code === "TAR_BAD_ARCHIVE" || code === "TAR_ABORT") state.broken ??= message;
  });
  parser.on("error", (error: Error) => {
    state.broken ??= error.message;
  });
  parser.on("eof", () => {
    state.ended = true;
  });
  parser.on("entry", (entry: ReadEntry) => {
    state.entries++;
    const path = collector.entry() ? collector.place(entry.path, strip, FOLDER_TYPES.has(entry.type)) : null;
    if (path === null || collector.problem !== null) entry.resume();
    else take(entry, path);
  });
  parser.on("ignoredEntry", (entry: ReadEntry) => {
    if (!entry.meta) state.entries++;
    if (collector.entry()) collector.note(entry.path.slice(0, 200), entry.meta ? "unsafe-path" : "device", `entry of type ${entry.type}`);
  });
  const failure = await pump(bytes, parser, collector, () => state.ended || state.broken !== null);
  if (collector.problem !== null) return collector.problem;
  const why = state.broken ?? failure ?? (state.entries === 0 ? "it holds no entries" : null);
  return why === null ? null : fail("TARGET_NOT_READABLE", "the archive is damaged", { hint: why.slice(0, 120) });
}

/**
 * Feeds the parser, gunzipping on the way; the text of a failure, or null. It stops at the end mark:
 * installers read no further either, and the parser would pile up what follows.
 */
async function pump(bytes: Uint8Array, parser: Parser, collector: Collector, stop: () => boolean): Promise<string | null> {
  let first = true;
  try {
    for await (const chunk of isGzip(bytes) ? gunzipped(bytes) : slices(bytes)) {
      if (first && isCompressed(chunk)) return "it is compressed twice, or in a way that is not supported";
      first = false;
      if (!collector.grow(chunk.length)) return null;
      parser.write(chunk);
      if (stop() || collector.problem !== null) return null;
    }
    parser.end();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "unknown";
  }
}

async function* gunzipped(bytes: Uint8Array): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 65_536 });
  gunzip.end(bytes);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } finally {
    gunzip.destroy();
  }
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Buffer> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < whole.length; at += 65_536) yield whole.subarray(at, at + 65_536);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** gzip or zstd marks at the start of what should be a plain tar: the parser would unpack them beyond all limits. */
function isCompressed(bytes: Uint8Array): boolean {
  return isGzip(bytes) || (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd);
}
