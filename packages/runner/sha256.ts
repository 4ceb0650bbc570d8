import { createHash } from "node:crypto";

/** Lowercase hex over the UTF-8 bytes of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
