import { describe, expect, it } from "vitest";
import { rangesIn, refusesPrivate } from "./private-ranges.ts";

const ranges = (parts: readonly (string | number)[]) => parts.reduce<number>((all, part) => all | rangesIn(part), 0);

describe("a list of what is compared with a host", () => {
  it.each([
    ["texts", ["localhost", "127.0.0.1", "10.", "192.168.", "172.16."]],
    ["a pattern", ["^(?:127\\.|10\\.|192\\.168\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.)"]],
    ["numbers of the first octet", [127, 10, 192, 172]],
    ["numbers of networks", [0x7f000000, 0x0a000000, -1062731776, 0xac100000]],
    ["networks", ["127.0.0.0/8", "10.0.0.0/8", "192.168.0.0/16"]],
    ["version 6", ["::1", "fe80:", "169.254.", "10."]],
  ])("refuses private addresses: %s", (_, parts) => {
    expect(refusesPrivate(ranges(parts))).toBe(true);
  });

  it.each([
    ["loopback only", ["localhost", "127.0.0.1", "::1"]],
    ["one range only", ["127.0.0.1", "10."]],
    ["no loopback", ["10.", "192.168.", "172.16."]],
    ["public addresses", ["8.8.8.8", "1.1.1.1", "203.0.113.10"]],
    ["numbers that only contain them", [1270, 1000, 1921, 2172]],
    ["nothing", []],
  ])("does not: %s", (_, parts) => {
    expect(refusesPrivate(ranges(parts))).toBe(false);
  });
});
