import { randomBytes } from "node:crypto";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newKey, SealBroken, seal, sealedSize, unseal, unwrapKey, wrapKey } from "./seal.ts";
import { readSnapshot, snapshotBytes } from "./snapshot-stream.ts";

const MIB = 1024 * 1024;

async function* stream(pieces: readonly Uint8Array[]) {
  yield* pieces;
}
async function opened(sealed: readonly Uint8Array[], key: Uint8Array, name: string): Promise<Buffer> {
  const plain: Buffer[] = [];
  for await (const chunk of unseal(stream(sealed), key, name)) plain.push(chunk);
  return Buffer.concat(plain);
}
/** The same bytes, cut elsewhere. */
const cut = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));

describe("a sealed stream", () => {
  it.each([0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB])("of %i bytes opens to what it was, in records of at most 1 MiB", async (size) => {
    const plain = randomBytes(size);
    const key = newKey();
    const sealed = [...seal(cut(plain, 300_001), key, "run")];
    for (const record of sealed) expect(record.length).toBeLessThanOrEqual(MIB + 20);
    expect(sealed.reduce((sum, { length }) => sum + length, 0)).toBe(sealedSize(size));
    expect((await opened(cut(Buffer.concat(sealed), 70_001), key, "run")).equals(plain)).toBe(true);
  });

  it("does not open changed, shortened, lengthened, reordered, under another name or with another key", async () => {
    const key = newKey();
    const records = [...seal([randomBytes(2 * MIB + 5)], key, "run")];
    const whole = Buffer.concat(records);
    const changed = Buffer.from(whole);
    changed[100] = (changed[100] ?? 0) ^ 1;
    const [first = whole, second = whole, third = whole] = records;
    for (const [pieces, name, by] of [
      [[changed], "run", key],
      [[first, second], "run", key],
      [[whole.subarray(0, -1)], "run", key],
      [[], "run", key],
      [[whole, third], "run", key],
      [[second, first, third], "run", key],
      [[whole], "other", key],
      [[whole], "run", newKey()],
    ] as const)
      await expect(opened(pieces, by, name)).rejects.toThrow(SealBroken);
  });

  it("shows nothing of its content", () => {
    const marker = "a marker in private source";
    const sealed = Buffer.concat([...seal([Buffer.from(marker.repeat(100))], newKey(), "run")]);
    expect(sealed.includes("marker")).toBe(false);
  });
});

describe("a wrapped key", () => {
  it("is only for its artifact and its installation", () => {
    const [key, master] = [newKey(), newKey()];
    const wrapped = wrapKey(key, master, "run");
    expect(unwrapKey(wrapped, master, "run").equals(key)).toBe(true);
    expect(() => unwrapKey(wrapped, master, "other")).toThrow(SealBroken);
    expect(() => unwrapKey(wrapped, newKey(), "run")).toThrow(SealBroken);
    expect(wrapped).not.toContain(key.toString("base64"));
  });
});

describe("a snapshot as bytes", () => {
  it("reads back as it was", () => {
    const file = fc.record({
      path: fc.string({ minLength: 1 }),
      size: fc.nat(),
      hash: fc.constant("sha256:0"),
      bytes: fc.option(
        fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
        { nil: null },
      ),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), (files) => {
        const target = {
          input: "x",
          type: "npm",
          name: "x",
          version: null,
          canonicalId: "npm:x@1",
          subfolder: "",
          trusted: false,
        } as const;
        const snapshot: Snapshot = {
          target,
          files,
          digest: "sha256:1",
          facts: { ecosystem: "npm" },
          notes: [{ path: "a", reason: "link" }],
        };
        expect(readSnapshot([...snapshotBytes(snapshot)])).toEqual(snapshot);
      }),
    );
  });
});
