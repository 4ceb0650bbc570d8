import { test } from "vitest";
import { readTwins } from "./twins.ts";
import { findingsIn } from "./scan.ts";
test("base", async () => {
  const t = performance.now();
  let bad = 0, n = 0;
  for (const twin of readTwins()) for (const side of ["vulnerable", "safe"] as const) {
    const f = await findingsIn(twin[side], twin.rule); n++;
    if ((f.length > 0) !== (side === "vulnerable")) { bad++; console.log(twin.name, twin.rule, side, f.length, f.map(x => x.message + " :: " + x.location.start_line).slice(0, 2)); }
  }
  console.log(`${n} bad ${bad} ${performance.now() - t}`);
});
