import { expect, it } from "vitest";
import { encodingsOf, findIn } from "./encodings.ts";

it("finds a text in every form in which it could lie around", () => {
  const forms = encodingsOf('npm_T0ken/+"quoted"=é');
  const text = 'npm_T0ken/+"quoted"=é';
  for (const hidden of [
    text,
    JSON.stringify({ a: { b: JSON.stringify(text) } }),
    `https://x/?token=${encodeURIComponent(text)}`,
    Buffer.from(`user:${text}`).toString("base64"),
    Buffer.from(`ab${text}yz`).toString("base64url"),
    Buffer.from(`__token__:${text}`).toString("base64"),
    Buffer.from(text).toString("hex"),
  ])
    expect(findIn(Buffer.from(`before ${hidden} after`), forms)).not.toEqual([]);
  expect(findIn(Buffer.from("npm_T0ken, but not this one"), forms)).toEqual([]);
});
