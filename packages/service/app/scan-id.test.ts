import fc from "fast-check";
import { expect, it } from "vitest";
import { isScanId, scanIdFrom } from "./scan-id.ts";

it("eleven bytes make sixteen URL-safe characters ending in =, another id for other bytes", () => {
  const bytes = fc.uint8Array({ minLength: 11, maxLength: 11 });
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const id = scanIdFrom(one);
      expect(id).toMatch(/^[A-Za-z0-9_-]{15}=$/u);
      expect(isScanId(id)).toBe(true);
      expect(scanIdFrom(other) === id).toBe(one.every((byte, index) => byte === other[index]));
    }),
  );
});

it.each(["", "cAOvXioPjoEEP6g", "cAOvXioPjoEEP6g==", "cAOvXioPjoEEP6/=", "cAOvXioPjoEEP6g=\n"])("%j is no scan id", (text) => {
  expect(isScanId(text)).toBe(false);
});
