import { fail, type Result } from "@mcp-assay/core/problem";
import type { Collected } from "./collect.ts";
import type { Limits } from "./limits.ts";

/**
 * Unpacks a tar, tar.gz or zip into memory; nothing is written to disk. Its first bytes decide the
 * format, not its name. `strip` leading folders are cut from every path.
 */
export async function readArchive(bytes: Uint8Array, limits: Limits, strip: number): Promise<Result<Collected>> {
  if (bytes.length > limits.packedBytes)
    return fail("TARGET_TOO_LARGE", `the artifact is larger than ${Math.round(limits.packedBytes / 1_048_576)} MB packed`);
  const mark = Buffer.from(bytes.subarray(0, 6)).toString("latin1");
  if (mark.startsWith("PK")) return (await import("./zip.ts")).readZip(bytes, limits, strip);
  if (mark.startsWith("BZh") || mark.startsWith("\xfd7zXZ"))
    return fail("TARGET_NOT_READABLE", "the archive is compressed with bzip2 or xz, which is not supported");
  return (await import("./tar.ts")).readTar(bytes, limits, strip);
}
