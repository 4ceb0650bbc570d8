import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Collector } from "./io/collect.ts";
import type { SourceIo } from "./io/io.ts";

/** Reads one regular file in pieces. It is opened without following links and without waiting, in case it was swapped. */
export async function readLocalFile(file: string, rawPath: string, collector: Collector, io: SourceIo): Promise<void> {
  const path = collector.place(rawPath, 0);
  if (path === null) return;
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const info = await handle.stat();
    if (!info.isFile()) collector.note(path, "device");
    else if (info.size > io.limits.hashedFileBytes) collector.note(path, "too-large", "not even hashed");
    else await copyInto(handle, info.size, path, collector, io);
  } catch (error) {
    collector.note(path, "unreadable", (error as NodeJS.ErrnoException).code ?? "");
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

async function copyInto(handle: FileHandle, size: number, path: string, collector: Collector, io: SourceIo): Promise<void> {
  const sink = collector.open(path);
  const piece = Math.min(Math.max(size + 1, 512), 1_048_576);
  for (let total = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(piece), 0, piece, null);
    total += bytesRead;
    if (bytesRead === 0) return sink.close();
    if (total > io.limits.hashedFileBytes) return collector.note(path, "too-large", "it grew while it was read");
    sink.write(buffer.subarray(0, bytesRead));
  }
}
