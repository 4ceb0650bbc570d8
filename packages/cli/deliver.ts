import { join, resolve } from "node:path";
import { ok, type Problem, type Result } from "@mcp-assay/core/problem";
import { loadCatalogue } from "@mcp-assay/runner/load-catalogue";
import type { Machine } from "./machine.ts";
import { bundleOf, type Format, renderAll, type Scanned } from "./scan-output.ts";
import { writeFolderWhole, writeWhole } from "./write-file.ts";

const BUNDLE_FOLDER = "evidence-bundle";

export interface Delivery {
  readonly format: Format;
  readonly flags: { readonly out?: string; readonly verbose?: boolean; readonly color: boolean; readonly rules?: readonly string[] };
  readonly machine: Machine;
}

/** Prints or writes the reports; the Problem that kept it from that, or null. */
export async function deliver(scans: readonly Scanned[], { format, flags, machine }: Delivery): Promise<Problem | null> {
  const catalogue = await loadCatalogue((flags.rules ?? []).map((path) => resolve(machine.cwd, path)));
  if (!catalogue.ok) return catalogue.problem;
  const { rules } = catalogue.value;
  if (format === "evidence") return problemOf(await writeBundles(scans, flags.out ?? BUNDLE_FOLDER, rules, machine));
  const terminal = flags.out === undefined && machine.stdout.isTTY;
  const colour = flags.color && terminal && (machine.env.NO_COLOR ?? "") === "";
  const width = terminal ? machine.stdout.columns : null;
  const text = renderAll(scans, format, { verbose: flags.verbose === true, colour, width, rules });
  if (!text.ok) return text.problem;
  if (flags.out !== undefined) return problemOf(await writeWhole(resolve(machine.cwd, flags.out), text.value));
  await machine.stdout.write(text.value);
  return null;
}

/** One target fills the folder itself; several get a folder each inside it. */
async function writeBundles(
  scans: readonly Scanned[],
  out: string,
  rules: Parameters<typeof bundleOf>[1],
  machine: Machine,
): Promise<Result<void>> {
  const files = new Map<string, string>();
  scans.forEach((scan, index) => {
    const folder = scans.length === 1 ? "" : `${index + 1}-${scan.report.target.name.replace(/[^\w.@-]+/g, "_")}`;
    for (const [path, text] of bundleOf(scan, rules)) files.set(join(folder, path), text);
  });
  const written = await writeFolderWhole(resolve(machine.cwd, out), files);
  if (!written.ok) return written;
  await machine.stderr.write(`mcp-assay: wrote ${out}\n`);
  return ok(undefined);
}

function problemOf(result: Result<void>): Problem | null {
  return result.ok ? null : result.problem;
}
