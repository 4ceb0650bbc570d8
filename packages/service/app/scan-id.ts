/** Eleven bytes as URL-safe base64: fifteen characters and one "=", as the documented ids. */
const SHAPE = /^[A-Za-z0-9_-]{15}=$/u;

/** A new scan id from eleven random bytes. */
export function scanIdFrom(bytes: Uint8Array): string {
  if (bytes.length !== 11) throw new RangeError("a scan id is made of eleven bytes");
  return Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

/** Whether a text has the shape of a scan id (percent-decoded). Anything else is no scan. */
export function isScanId(text: string): boolean {
  return SHAPE.test(text);
}
