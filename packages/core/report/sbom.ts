import { targetPurl } from "../inventory/purl.ts";
import type { TargetType } from "../snapshot.ts";
import type { Sha256 } from "./fingerprint.ts";
import { stableJson } from "./json.ts";
import { compareText } from "./order.ts";
import type { Report, ReportDependency } from "./report.ts";

/** A package that one or more files name. */
interface Component {
  readonly ref: string;
  readonly packages: readonly ReportDependency[];
}

/**
 * What the target is built from, as CycloneDX 1.6 JSON (cyclonedx.org/docs/1.6/json), with the vulnerabilities that are known. The
 * same report gives the same text.
 */
export function toSbom(report: Report, sha256: Sha256): string {
  const { target, tool, timestamp, dependencies } = report;
  const root = targetPurl(target.type as TargetType, target.name, target.version);
  const rootRef = root === "" ? `${target.type}:${target.name}` : root;
  const components = componentsOf(dependencies.packages).filter(({ ref }) => ref !== rootRef);
  return stableJson({
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(sha256(JSON.stringify([target.digest, tool, dependencies])))}`,
    version: 1,
    metadata: {
      timestamp,
      tools: { components: [{ type: "application", name: tool.name, version: tool.version }] },
      component: {
        type: "application",
        "bom-ref": rootRef,
        name: target.name,
        ...(target.version === null ? {} : { version: target.version }),
        ...(root === "" ? {} : { purl: root }),
        properties: [{ name: "mcp-assay:digest", value: target.digest }],
      },
    },
    components: components.map(componentJson),
    dependencies: [
      { ref: rootRef, dependsOn: components.filter(({ packages }) => packages.some(({ direct }) => direct)).map(({ ref }) => ref) },
    ],
    compositions: [{ aggregate: isComplete(report) ? "complete" : "incomplete", dependencies: [rootRef] }],
    vulnerabilities: vulnerabilities(report, rootRef),
  });
}

function componentsOf(packages: readonly ReportDependency[]): readonly Component[] {
  const byRef = new Map<string, ReportDependency[]>();
  for (const one of packages) {
    const same = byRef.get(refOf(one));
    if (same === undefined) byRef.set(refOf(one), [one]);
    else same.push(one);
  }
  return [...byRef].sort(([a], [b]) => compareText(a, b)).map(([ref, same]) => ({ ref, packages: same }));
}

function refOf({ purl, ecosystem, name, version }: ReportDependency): string {
  return purl === "" ? `${ecosystem}:${name}${version === null ? "" : `@${version}`}` : purl;
}

function componentJson({ ref, packages }: Component): unknown {
  const { name, version, purl } = packages[0] as ReportDependency;
  const properties = packages.flatMap(({ file, requirement }) => [
    { name: "mcp-assay:file", value: file },
    ...(requirement === null ? [] : [{ name: "mcp-assay:requirement", value: requirement }]),
  ]);
  return {
    type: "library",
    "bom-ref": ref,
    name,
    ...(version === null ? {} : { version }),
    ...(purl === "" ? {} : { purl }),
    scope: packages.every(({ development }) => development) ? "excluded" : "required",
    properties,
  };
}

/** Only an image or a lock file lists what is really there; a manifest alone leaves out what its packages bring along. */
function isComplete({ dependencies: { packages, unread } }: Report): boolean {
  return (
    packages.length > 0 &&
    unread.length === 0 &&
    packages.every(({ version }) => version !== null) &&
    packages.some(({ direct }) => !direct)
  );
}

function vulnerabilities({ dependencies }: Report, rootRef: string): readonly unknown[] {
  return dependencies.vulnerable.flatMap((one) =>
    one.advisories.map(({ id, aliases, summary, rating, fixed_in }) => ({
      "bom-ref": `${id} ${one.release ? rootRef : refOf(one)}`,
      id,
      source: { name: "OSV", url: `https://osv.dev/vulnerability/${encodeURIComponent(id)}` },
      ...(aliases.length === 0 ? {} : { references: aliases.map((alias) => ({ id: alias, source: { name: "OSV" } })) }),
      ratings: [{ severity: rating ?? "unknown" }],
      ...(summary === "" ? {} : { description: summary }),
      ...(fixed_in.length === 0 ? {} : { recommendation: `Fixed in ${fixed_in.join(", ")}` }),
      affects: [{ ref: one.release ? rootRef : refOf(one) }],
    })),
  );
}

/** The first 128 bits of a digest as a UUID of version 8 (RFC 9562, section 5.8). */
function uuidOf(hex: string): string {
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
