import type { Snapshot, SnapshotFile } from "@mcp-assay/core/snapshot";

/** Everything of a snapshot but the contents of its files; `bytes` is how many of them follow, -1 for none kept. */
interface Head extends Omit<Snapshot, "files"> {
  readonly files: readonly (Omit<SnapshotFile, "bytes"> & { readonly bytes: number })[];
}

const LENGTH = 4;

/** A snapshot as bytes: the length of its head, its head as JSON, then the contents of its files one after the other. */
export function* snapshotBytes(snapshot: Snapshot): Generator<Uint8Array> {
  const head: Head = { ...snapshot, files: snapshot.files.map((file) => ({ ...file, bytes: file.bytes?.length ?? -1 })) };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(text.length);
  yield length;
  yield text;
  for (const { bytes } of snapshot.files) if (bytes !== null) yield bytes;
}

/** Reads what `snapshotBytes` wrote, however it is cut. It was written by us and is authenticated: its shape is not checked again. */
export function readSnapshot(pieces: readonly Uint8Array[]): Snapshot {
  const whole = Buffer.concat(pieces);
  let at = LENGTH + whole.readUInt32BE(0);
  const head = JSON.parse(whole.toString("utf8", LENGTH, at)) as Head;
  const files = head.files.map((file): SnapshotFile => {
    if (file.bytes < 0) return { ...file, bytes: null };
    at += file.bytes;
    return { ...file, bytes: whole.subarray(at - file.bytes, at) };
  });
  return { ...head, files };
}
