import { expect, test } from "vitest";
import { redactor } from "./redact.ts";

const redact = redactor([], () => null);

test.each([
  ["a value beside a name that says what it is", 'const apiKey = "aaaabbbbcccc";', 'const apiKey = "************";'],
  ["a property", "{ db_password: 'correct-horse' }", "{ db_password: '*************' }"],
  ["an entry of a map", "env['AUTH_TOKEN'] = `abcdefgh`", "env['AUTH_TOKEN'] = `********`"],
  [
    "a block of a key, cut off",
    "x -----BEGIN RSA PRIVATE KEY-----\nMIIE",
    `x ${"*".repeat("-----BEGIN RSA PRIVATE KEY-----".length)}\n****`,
  ],
  ["a description of a parameter", 'token: "Ticket of the session"', 'token: "Ticket of the session"'],
  ["a call", 'const key = readKey("main");', 'const key = readKey("main");'],
  ["a short word", 'auth: "basic"', 'auth: "basic"'],
])("%s", (_, text, masked) => {
  expect(redact(text)).toBe(masked);
});

test("places stay where they are", () => {
  const text = 'const secret = "first-secret-value"\nnext();';
  expect(
    redact(text)
      .split("\n")
      .map((line) => line.length),
  ).toEqual(text.split("\n").map((line) => line.length));
});
