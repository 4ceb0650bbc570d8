import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * Encryption of what a private scan keeps while it lasts. A key is made for each scan, so a counter is a safe nonce:
 *   sealed = record*    record = length (4 bytes, big-endian) · ciphertext · tag (16 bytes)
 * AES-256-GCM, at most 1 MiB of plaintext a record. Authenticated beside it: the name of the artifact, the number of
 * the record, and whether it is the last; so nothing can be changed, swapped, cut off or added.
 */
const ALGORITHM = "aes-256-gcm";
const CHUNK = 1024 * 1024;
const TAG = 16;
const LENGTH = 4;
const KEY = 32;

/** Somebody has changed an artifact, or the key is not its own. */
export class SealBroken extends Error {
  constructor() {
    super("an artifact is not as it was sealed");
  }
}

export function newKey(): Buffer {
  return randomBytes(KEY);
}

/** The key of an artifact, readable only with the key of the installation. */
export function wrapKey(key: Uint8Array, master: Uint8Array, name: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, master, nonce).setAAD(Buffer.from(name));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

export function unwrapKey(wrapped: string, master: Uint8Array, name: string): Buffer {
  const bytes = Buffer.from(wrapped, "base64");
  const decipher = createDecipheriv(ALGORITHM, master, bytes.subarray(0, 12)).setAAD(Buffer.from(name));
  decipher.setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -TAG)), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

/** Bytes that so many bytes take once sealed. */
export function sealedSize(plain: number): number {
  return plain + Math.max(1, Math.ceil(plain / CHUNK)) * (LENGTH + TAG);
}

/** Seals a stream of bytes, however it is cut. */
export function* seal(plain: Iterable<Uint8Array>, key: Uint8Array, name: string): Generator<Buffer> {
  let index = 0;
  let waiting: Buffer | null = null;
  for (const chunk of recut(plain)) {
    if (waiting !== null) yield sealRecord(waiting, key, name, index++, false);
    waiting = chunk;
  }
  yield sealRecord(waiting ?? Buffer.alloc(0), key, name, index, true);
}

/** The same bytes in pieces of exactly CHUNK, the last one aside. */
function* recut(plain: Iterable<Uint8Array>): Generator<Buffer> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for (const piece of plain) {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + CHUNK - size);
      parts.push(part);
      size += part.length;
      from += part.length;
      if (size < CHUNK) continue;
      yield Buffer.concat(parts);
      parts = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(parts);
}

function sealRecord(plain: Uint8Array, key: Uint8Array, name: string, index: number, last: boolean): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(index)).setAAD(bound(name, index, last));
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(plain.length);
  return Buffer.concat([length, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made, however it is cut now; throws SealBroken at the first record that is not right. */
export async function* unseal(sealed: AsyncIterable<Uint8Array>, key: Uint8Array, name: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let index = 0;
  let ended = false;
  for await (const piece of sealed) {
    rest = Buffer.concat([rest, piece]);
    for (let size = recordSize(rest); size <= rest.length && rest.length > 0; size = recordSize(rest)) {
      if (ended) throw new SealBroken();
      const record = rest.subarray(LENGTH, size);
      rest = rest.subarray(size);
      // Which record is the last is not written down: it is tried, since only the true flag opens it.
      const opened = openRecord(record, key, name, index, false);
      ended = opened === null;
      yield opened ?? must(openRecord(record, key, name, index, true));
      index++;
    }
  }
  if (!ended || rest.length > 0) throw new SealBroken();
}

function recordSize(bytes: Buffer): number {
  if (bytes.length < LENGTH) return Number.POSITIVE_INFINITY;
  const plain = bytes.readUInt32BE(0);
  if (plain > CHUNK) throw new SealBroken();
  return LENGTH + plain + TAG;
}

function openRecord(record: Buffer, key: Uint8Array, name: string, index: number, last: boolean): Buffer | null {
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(index)).setAAD(bound(name, index, last));
  decipher.setAuthTag(record.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(record.subarray(0, -TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

function must(opened: Buffer | null): Buffer {
  if (opened === null) throw new SealBroken();
  return opened;
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}

function bound(name: string, index: number, last: boolean): Buffer {
  return Buffer.from(JSON.stringify([name, index, last]));
}
