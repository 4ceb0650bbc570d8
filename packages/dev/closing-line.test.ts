import { expect, test } from "vitest";
import { closingLine } from "./closing-line.ts";

const report = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{}] }],
};

test.each([
  ["counts todo as skipped", report, 0, "7 passed, 0 failed, 3 skipped"],
  ["counts failures", { ...report, numFailedTests: 2 }, 1, "7 passed, 2 failed, 3 skipped"],
  [
    "counts a file that did not load",
    { ...report, testResults: [{ status: "failed", assertionResults: [] }] },
    1,
    "7 passed, 1 failed, 3 skipped",
  ],
  ["does not call an unexplained failure a success", report, 1, "7 passed, 1 failed, 3 skipped"],
  ["does not call a missing report a success", null, 1, "0 passed, 1 failed, 0 skipped"],
])("%s", (_, given, exitCode, line) => {
  expect(closingLine(given, exitCode)).toBe(line);
});
