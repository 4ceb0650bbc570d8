import { test } from "vitest";
import { JAVASCRIPT } from "./javascript/all.ts";
import { typeErrors } from "./javascript/check.ts";
import { findingsIn } from "./scan.ts";
import type { Files } from "./transformation.ts";
import { readTwins } from "./twins.ts";

test("base", async () => {
  let t = performance.now();
  const cases: { name: string; files: Files; rule: string; side: string }[] = [];
  for (const twin of readTwins())
    if (twin.language === "javascript")
      for (const side of ["vulnerable", "safe"] as const) {
        cases.push({ name: `${twin.name} ${side} = as written`, files: twin[side], rule: twin.rule, side });
        for (const tr of JAVASCRIPT) {
          try {
            const files = await tr.apply(twin[side]);
            if (files !== null) cases.push({ name: `${twin.name} ${side} = ${tr.name}`, files, rule: twin.rule, side });
          } catch (e) {
            console.log("THROW", twin.name, side, tr.name, String(e));
          }
        }
      }
  console.log(`${cases.length} cases ${performance.now() - t}`);
  t = performance.now();
  const errs = typeErrors(cases.map((c) => c.files));
  errs.forEach((e, i) => {
    if (e !== null) console.log("TYPE", cases[i]?.name, e);
  });
  console.log(`types ${performance.now() - t}`);
  t = performance.now();
  let bad = 0;
  const by = new Map<string, number[]>();
  for (const c of cases) {
    const f = await findingsIn(c.files, c.rule);
    const okk = f.length > 0 === (c.side === "vulnerable");
    const k = c.name.split(" = ")[1] as string;
    const v = by.get(k) ?? [0, 0];
    by.set(k, v);
    v[1]!++;
    if (okk) v[0]!++;
    if (!okk) {
      bad++;
      console.log("FAIL", c.name, f.length);
    }
  }
  console.log(`kept ${cases.length - bad}/${cases.length} ${performance.now() - t}`);
  console.log([...by].map(([k, v]) => `${k}: ${v[0]}/${v[1]}`).join("\n"));
});
