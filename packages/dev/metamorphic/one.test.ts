import { readdirSync, readFileSync } from "node:fs";
import { test } from "vitest";
import { twinOf } from "./twins.ts";
import { findingsIn } from "./scan.ts";
test("one", async () => {
  for (const f of readdirSync("/tmp/m").filter((n) => n.endsWith(process.env.ONLY ?? ""))) {
    const text = readFileSync(`/tmp/m/${f}`, "utf8");
    const [rule = "", ...rest] = text.split("\n");
    const raw = rest[0]?.startsWith("!") ? new Map([[f, rest.slice(1).join("\n")]]) : twinOf(f, [rule, ...rest.map((l) => ` ${l}`)].join("\n")).safe;
    console.log(f, rule, (await findingsIn(raw, rule)).map((x) => `${x.location.start_line}`).join("; ") || "-");
  }
});
