import { fail, ok, type Result } from "@mcp-assay/core/problem";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const UNIT_BYTES: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1024,
  k: 1024,
  mb: 1024 ** 2,
  m: 1024 ** 2,
  gb: 1024 ** 3,
  g: 1024 ** 3,
};

/** "90s", "20m" in milliseconds. */
export function parseDuration(text: string, where: string): Result<number> {
  const [, amount = "", unit = ""] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(amount) * (UNIT_MS[unit] ?? Number.NaN);
  return ms > 0 && ms < 2 ** 31
    ? ok(ms)
    : fail("INVALID_REQUEST", `"${text}" is no length of time`, { where, hint: "write it as 90s or 20m, at most 24 days" });
}

/** "500kb", "10MB" or plain bytes. */
export function parseSize(text: string, where: string): Result<number> {
  const [, amount = "", unit = ""] = /^(\d{1,12})([a-z]*)$/i.exec(text) ?? [];
  const bytes = Number(amount) * (UNIT_BYTES[unit.toLowerCase()] ?? Number.NaN);
  return amount !== "" && bytes > 0 && Number.isSafeInteger(bytes)
    ? ok(bytes)
    : fail("INVALID_REQUEST", `"${text}" is no size`, { where, hint: "write it as 500kb or 10mb" });
}
