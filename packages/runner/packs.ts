import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import type { Model } from "@mcp-assay/core/define/model";
import { parseModel } from "@mcp-assay/core/define/model-parse";
import type { Rule } from "@mcp-assay/core/define/rule";
import { parseYaml } from "@mcp-assay/core/inventory/formats/yaml";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { parseRule } from "./pack-rule.ts";

const MODEL = /\.model\.ya?ml$/;
const RULE = /\.rule\.ya?ml$/;
const MAX_FILES = 2000;
const MAX_BYTES = 1_000_000;

/**
 * The catalogue with the user's own rules (*.rule.yml) and models (*.model.yml) added. They are data: nothing in a
 * pack runs. A Problem names the first file that is wrong.
 * @param paths folders and single files
 */
export async function withPacks(catalogue: Catalogue, paths: readonly string[]): Promise<Result<Catalogue>> {
  const digest = createHash("sha256").update(catalogue.digest);
  const models: Model[] = [];
  const rules: Rule[] = [];
  for (const path of paths) {
    const files = await packFiles(path);
    if (!files.ok) return files;
    for (const file of files.value) {
      const data = await readData(file);
      if (!data.ok) return data;
      digest.update(JSON.stringify(data.value));
      const read = MODEL.test(file) ? parseModel(data.value, file) : parseRule(data.value, file);
      if (!read.ok) return { ok: false, problem: { where: file, ...read.problem } };
      if ("library" in read.value) models.push(read.value);
      else rules.push(read.value);
    }
  }
  const clash = rules.find((rule, index) =>
    [...catalogue.rules, ...rules.slice(0, index)].some((other) => other.key === rule.key || other.ruleId === rule.ruleId),
  );
  if (clash !== undefined)
    return fail("RULE_PACK_INVALID", `there is already a rule ${clash.key} or ${clash.ruleId}`, { hint: "give yours another key and id" });
  return ok({
    ...catalogue,
    digest: `sha256:${digest.digest("hex")}`,
    rules: [...catalogue.rules, ...rules],
    models: [...catalogue.models, ...models],
  });
}

/** The files of a pack in the order of their names; links are not followed. */
async function packFiles(path: string): Promise<Result<readonly string[]>> {
  const info = await lstat(path).catch(() => null);
  if (info?.isFile() === true)
    return MODEL.test(path) || RULE.test(path)
      ? ok([path])
      : fail("RULE_PACK_INVALID", "this is neither *.rule.yml nor *.model.yml", { where: path });
  if (info?.isDirectory() !== true) return fail("RULE_PACK_INVALID", "there is no such folder of rules", { where: path });
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && (MODEL.test(entry.name) || RULE.test(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) return fail("RULE_PACK_INVALID", "the folder holds no *.rule.yml and no *.model.yml", { where: path });
  if (files.length > MAX_FILES) return fail("RULE_PACK_INVALID", `more than ${MAX_FILES} files`, { where: path });
  return ok(files.sort());
}

async function readData(file: string): Promise<Result<unknown>> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") return fail("RULE_PACK_INVALID", `this cannot be read (${text.code ?? "unknown"})`, { where: file });
  if (text.length > MAX_BYTES) return fail("RULE_PACK_INVALID", "this is too large", { where: file });
  try {
    return ok(parseYaml(text));
  } catch (error) {
    return fail("RULE_PACK_INVALID", `this does not parse: ${error instanceof Error ? error.message : ""}`, { where: file });
  }
}
