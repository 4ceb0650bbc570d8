import { readFile } from "node:fs/promises";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { z } from "zod";
import { PLANS, type Plans } from "./app/plans.ts";

const count = z.number().int().min(1);
const period = z.enum(["minute", "hour", "day", "week", "month"]);
const plan = z.strictObject({
  paid: z.boolean(),
  seats: count.nullable(),
  shared: z.array(period),
  limits: z.partialRecord(period, count),
});
const table = z.strictObject({ anonymous: plan, free: plan, developer: plan, team: plan, business: plan });

/** The built-in plans, or the table in a JSON file of the same shape. */
export async function loadPlans(file: string | null): Promise<Result<Plans>> {
  if (file === null) return ok(PLANS);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") return wrong(`names a file that cannot be read (${text.code ?? "unknown"})`);
  const parsed = table.safeParse(jsonOf(text));
  if (parsed.success) return ok(parsed.data as Plans);
  const [issue] = parsed.error.issues;
  return wrong(`names a file that is no table of plans: ${issue?.path.join(".") || "its content"} ${issue?.message ?? "is not valid"}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrong(what: string): Result<never> {
  return fail("CONFIG_INVALID", `PLANS_FILE ${what}`, { where: "PLANS_FILE", hint: "see docs/guides/running-the-service.md" });
}
