import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { Header, type HeaderData } from "tar";

/** One entry of a test tar: a header field may be anything, the content is text or bytes. */
export interface TarEntry extends Omit<HeaderData, "size" | "type"> {
  readonly path: string;
  readonly content?: string | Uint8Array;
  readonly type?: HeaderData["type"];
  /** Size as the header claims it, when it lies. */
  readonly claimedSize?: number;
}

/** An uncompressed tar; the end mark can be left off. */
export function tarOf(entries: readonly TarEntry[], ending = true): Buffer {
  const blocks = entries.flatMap(({ content = "", claimedSize, type = "File", ...fields }) => {
    const body = Buffer.from(content);
    const header = Buffer.alloc(512);
    new Header({ mode: 0o644, mtime: new Date(0), ...fields, type, size: claimedSize ?? body.length }).encode(header);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, ...(ending ? [Buffer.alloc(1024)] : [])]);
}

export function tgzOf(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarOf(entries));
}

/** A PAX extended header as the entry that stands before the one it speaks about. */
export function paxOf(fields: Readonly<Record<string, string>>, global = false): TarEntry {
  const records = Object.entries(fields).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest) + 1;
    while (String(length).length + Buffer.byteLength(rest) !== length) length = String(length).length + Buffer.byteLength(rest);
    return `${length}${rest}`;
  });
  return { path: "PaxHeader", type: global ? "GlobalExtendedHeader" : "ExtendedHeader", content: records.join("") };
}

/** One entry of a test zip; the overrides make its headers lie. */
export interface ZipEntry {
  readonly path: string;
  readonly content?: string | Uint8Array;
  readonly stored?: boolean;
  /** Name in the local header, when it is another one. */
  readonly localPath?: string;
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode with file type bits. */
  readonly mode?: number;
}

export function zipOf(entries: readonly ZipEntry[], claimedCount = entries.length): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const body = Buffer.from(entry.content ?? "");
    const packed = entry.stored === true ? body : deflateRawSync(body);
    const shared = sharedFields(entry, body, packed.length);
    const name = Buffer.from(entry.path);
    const localName = Buffer.from(entry.localPath ?? entry.path);
    const local = Buffer.concat([Buffer.from("PK\x03\x04\x14\0", "latin1"), shared, words(localName.length, 0), localName, packed]);
    const place = Buffer.alloc(12);
    place.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 4);
    place.writeUInt32LE(offset, 8);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03\x14\0", "latin1"), shared, words(name.length, 0, 0), place, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(claimedCount & 0xffff, 8);
  end.writeUInt16LE(claimedCount & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function sharedFields(entry: ZipEntry, body: Buffer, packedSize: number): Buffer {
  const shared = Buffer.alloc(20);
  shared.writeUInt16LE(entry.flags ?? 0x800, 0);
  shared.writeUInt16LE(entry.method ?? (entry.stored === true ? 0 : 8), 2);
  shared.writeUInt32LE(entry.claimedCrc ?? crc32(body), 8);
  shared.writeUInt32LE(packedSize, 12);
  shared.writeUInt32LE(entry.claimedSize ?? body.length, 16);
  return shared;
}

function words(...values: readonly number[]): Buffer {
  const out = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) out.writeUInt16LE(value, index * 2);
  return out;
}
