import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressBucket } from "./caller.ts";
import { windowAt } from "./plans.ts";

describe("windows", () => {
  it.each([
    ["minute", "2026-02-28T23:59:59.999Z", "2026-02-28T23:59:00.000Z", "2026-03-01T00:00:00.000Z"],
    ["hour", "2026-03-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z", "2026-03-01T01:00:00.000Z"],
    ["day", "2028-02-28T12:00:00.000Z", "2028-02-28T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
    ["week", "2026-03-01T23:59:59.999Z", "2026-02-23T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
    ["week", "2026-03-02T00:00:00.000Z", "2026-03-02T00:00:00.000Z", "2026-03-09T00:00:00.000Z"],
    ["month", "2026-12-31T23:59:59.999Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ] as const)("of a %s that holds %s", (period, now, start, end) => {
    expect(windowAt(period, new Date(now)).map((date) => date.toISOString())).toEqual([start, end]);
  });

  it("hold their moment, and follow each other without gap", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("minute", "hour", "day", "week", "month"),
        fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        (period, now) => {
          const [start, end] = windowAt(period, now);
          expect(start.getTime() <= now.getTime() && now.getTime() < end.getTime()).toBe(true);
          expect(windowAt(period, end)[0]).toEqual(end);
          expect(windowAt(period, new Date(end.getTime() - 1))[0]).toEqual(start);
        },
      ),
    );
  });
});

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s is counted as %s", (address, bucket) => {
  expect(addressBucket(address)).toBe(bucket);
});
