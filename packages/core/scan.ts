import { withCapabilities } from "./behaviour/capabilities.ts";
import { knownFlaws } from "./behaviour/known-flaws.ts";
import { linkedOf } from "./behaviour/linked.ts";
import { isMcpServer } from "./behaviour/server-evidence.ts";
import type { Catalogue } from "./define/catalogue.ts";
import { buildProgram } from "./graph/program.ts";
import { contextOf, handlerUnits, productionOf } from "./inventory/production.ts";
import { serverRoots } from "./inventory/server-roots.ts";
import { takeInventory } from "./inventory/take.ts";
import { assemble } from "./report/assemble.ts";
import type { Report } from "./report/report.ts";
import type { Given, ScanPorts } from "./report/scan-ports.ts";
import { runRules } from "./rules/run.ts";
import { availableTo } from "./rules/select.ts";
import { suppressionsIn } from "./rules/suppressions.ts";
import type { ScanOptions } from "./scan-options.ts";
import type { Snapshot } from "./snapshot.ts";
import { analyse } from "./taint/analyse.ts";

/**
 * One snapshot to one report. The same snapshot, catalogue, options and the rest that is given make the same report, as long as
 * nobody stops it; its id, time and duration are the caller's to fill in.
 */
export async function scan(
  snapshot: Snapshot,
  catalogue: Catalogue,
  options: ScanOptions,
  given: Given,
  ports: ScanPorts,
): Promise<Report> {
  const { target, facts } = snapshot;
  const inventory = await ports.stage("inventory", () => takeInventory(snapshot));
  const lowered = await ports.stage("surface", () => ports.lower(inventory.code));
  const units = lowered.units.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const program = buildProgram(units, inventory);
  const linked = linkedOf(program, inventory);
  const production = productionOf(inventory.entryPoints, linked, target.subfolder);
  const { surface, flaws, flows, operations, limits, run, handlers } = await ports.stage("analyse", () => {
    const order = { mode: options.mode, order: production.order, rootOf: serverRoots(inventory) };
    const { flows, operations, ...analysis } = analyse(program, catalogue, { ...order, stop: ports.stop });
    const surface = withCapabilities(analysis);
    const flaws = knownFlaws(given.advisories, program, production.reached);
    const judged = { inventory, surface, facts, flaws, flows, operations, mode: options.mode, readText: ports.readText };
    const available = availableTo({ ...judged, advisories: given.advisories }, target, units.length > 0);
    const run = runRules(catalogue.rules, options, judged, { available, stop: ports.stopAll, onEvent: ports.onEvent });
    return { surface, flaws, flows, operations, limits: analysis.limits, run, handlers: handlerUnits(surface, linked) };
  });
  const { textOf } = inventory;
  const verdicts = await ports.judge({ name: target.name, surface, flows, operations, units, hits: run.hits, textOf });

  return ports.stage("score", () =>
    assemble({
      ...{ snapshot, catalogue, options, version: ports.version, inventory, units, surface, run, ...given, sha256: ports.sha256 },
      ...{ failed: lowered.failed, errors: lowered.errors, limits, verdicts, flaws, operations, stopped: ports.stopped() },
      contextOf: (path) => contextOf(path, production, handlers, linked),
      isServer: isMcpServer(surface, units, inventory, catalogue.dialects),
      inline: target.trusted ? units.flatMap((unit) => suppressionsIn(unit, textOf(unit.path) ?? "")) : [],
    }),
  );
}
