import type { SkipReason, SnapshotFile } from "../snapshot.ts";

export interface Decoded {
  readonly text: string | null;
  /** Why there is no text, or what was lost in it. */
  readonly note: { readonly reason: SkipReason; readonly detail: string } | null;
}

/** Bytes that are looked at to tell text from the rest. */
const PROBE = 8000;

/**
 * Bytes as text, byte order mark removed. Runtimes replace bytes that are not UTF-8 and run the rest, so that is
 * what is read too, with a note.
 * @param binaryRuns whether a NUL byte keeps the language's own runtime from reading the file: Python refuses it, JavaScript does not
 */
export function decode(file: SnapshotFile, binaryRuns: boolean): Decoded {
  if (file.bytes === null) return { text: null, note: null };
  const { bytes } = file;
  if (!binaryRuns && bytes.subarray(0, PROBE).includes(0) && !isUtf16(bytes))
    return { text: null, note: { reason: "binary", detail: "holds NUL bytes" } };
  if (isUtf16(bytes)) return { text: new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes), note: null };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), note: null };
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    return { text, note: { reason: "not-utf8", detail: "read with replacement characters" } };
  }
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
