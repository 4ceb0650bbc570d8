import { crc32 } from "node:zlib";
import { fail, type Result } from "@mcp-assay/core/problem";
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { type Collected, Collector } from "./collect.ts";
import type { Limits } from "./limits.ts";

const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const REGULAR = 0o100000;

/** Unpacks a zip into memory by its central directory, as installers do. `strip` leading folders are cut from every path. */
export async function readZip(bytes: Uint8Array, limits: Limits, strip: number): Promise<Result<Collected>> {
  const collector = new Collector(limits, bytes.length);
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false, autoClose: false });
    if (zip.entryCount > limits.files * 2) collector.refuse(`it has ${zip.entryCount} entries`);
    else for await (const entry of zip.eachEntry()) if (!(await takeEntry(zip, entry, collector, strip))) break;
  } catch (error) {
    if (collector.problem === null) return damaged(error);
  }
  return collector.finish();
}

/** Reads one entry; false when a limit ends the reading. */
async function takeEntry(zip: ZipFile, entry: Entry, collector: Collector, strip: number): Promise<boolean> {
  if (!collector.entry()) return false;
  const raw = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  const path = collector.place(raw, strip, raw.endsWith("/"));
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (path === null || raw.endsWith("/")) return true;
  if (type === SYMBOLIC_LINK) collector.note(path, "link", "symbolic link in a zip");
  else if (type !== 0 && type !== REGULAR) collector.note(path, "device", `file type ${type.toString(8)}`);
  else if (!entry.canDecodeFileData()) collector.note(path, "unreadable", `encrypted, or compressed by method ${entry.compressionMethod}`);
  else await takeContent(zip, entry, path, collector);
  return collector.problem === null;
}

async function takeContent(zip: ZipFile, entry: Entry, path: string, collector: Collector): Promise<void> {
  try {
    const local = await zip.readLocalFileHeaderPromise(entry);
    if (!local.fileName.equals(entry.fileNameRaw)) collector.note(path, "unsafe-path", "the two headers of the entry name different files");
    const sink = collector.open(path);
    let sum = 0;
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      if (!collector.grow(chunk.length)) return;
      sum = crc32(chunk, sum);
      sink.write(chunk);
    }
    sink.close();
    if (sum !== entry.crc32) collector.note(path, "unreadable", "its checksum is wrong; read all the same");
  } catch (error) {
    collector.note(path, "unreadable", error instanceof Error ? error.message.slice(0, 120) : "damaged");
  }
}

function damaged(error: unknown): Result<never> {
  return fail("TARGET_NOT_READABLE", "the archive is damaged", { hint: error instanceof Error ? error.message.slice(0, 120) : "unknown" });
}
