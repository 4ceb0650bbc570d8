import { expect, it } from "vitest";
import { badgeOf, badgeSvg } from "./badge.ts";
import type { ScanRow } from "./store.ts";

const graded = {
  status: "complete",
  visibility: "public",
  safetyGrade: "B",
  safetyScore: 79,
  finishedAt: "2026-04-18T06:00:00Z",
} as ScanRow;

it("a badge says grade, score and age", () => {
  expect(badgeOf(graded, new Date("2026-04-18T09:00:00Z")).message).toBe("B · 79/100 · today");
  expect(badgeOf(graded, new Date("2026-04-21T09:00:00Z")).message).toBe("B · 79/100 · 3d ago");
  expect(badgeOf({ ...graded, safetyGrade: null }, new Date("2026-04-18T09:00:00Z")).message).toBe("no grade · today");
});

it("nothing leaks of what is unknown, private or unfinished", () => {
  for (const row of [null, { ...graded, visibility: "private" as const }, { ...graded, status: "failed" as const }])
    expect(badgeOf(row, new Date())).toMatchObject({ message: "not scanned" });
});

it("white text has AA contrast on every colour", () => {
  const light = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  for (const safetyGrade of ["A", "B", "C", "D", "F", null]) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
      light(Number.parseInt(badgeOf({ ...graded, safetyGrade }, new Date()).color.slice(at, at + 2), 16) / 255),
    );
    expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});

it("text is escaped", () => {
  const svg = badgeSvg({ label: "<script>", message: `"&'`, color: "#000000" });
  expect(svg).not.toContain("<script");
  expect(svg).toContain("&#34;&#38;&#39;");
});
