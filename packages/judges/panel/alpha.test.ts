import { expect, test } from "vitest";
import { krippendorffAlpha } from "./alpha.ts";

const GAP = Number.NaN;

/** Rows of raters turned into units, missing values left out. */
function units(...raters: readonly (readonly number[])[]): number[][] {
  return (raters[0] ?? []).map((_, unit) => raters.map((values) => values[unit] as number).filter((value) => !Number.isNaN(value)));
}

test("the example of Krippendorff (2011), four observers and twelve units: 0.849 for interval data", () => {
  const alpha = krippendorffAlpha(
    units(
      [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
      [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
    ),
  );
  expect(alpha?.toFixed(3)).toBe("0.849");
});

test("the example of the encyclopaedia, three coders and fifteen units: 0.811 for interval data", () => {
  const alpha = krippendorffAlpha(
    units(
      [GAP, GAP, GAP, GAP, GAP, 3, 4, 1, 2, 1, 1, 3, 3, GAP, 3],
      [1, GAP, 2, 1, 3, 3, 4, 3, GAP, GAP, GAP, GAP, GAP, GAP, GAP],
      [GAP, GAP, 2, 1, 3, 4, 4, GAP, 2, 1, 1, 3, 3, GAP, 4],
    ),
  );
  expect(alpha?.toFixed(3)).toBe("0.811");
});

test("perfect agreement is one; without variation or pairs there is nothing to say", () => {
  expect(
    krippendorffAlpha([
      [1, 1],
      [5, 5, 5],
      [9, 9],
    ]),
  ).toBe(1);
  expect(
    krippendorffAlpha([
      [2, 2],
      [2, 2],
    ]),
  ).toBeNull();
  expect(krippendorffAlpha([[1], [2]])).toBeNull();
  expect(krippendorffAlpha([])).toBeNull();
});
