import type { AdvisoryData, KnownFlaw } from "../inventory/advisories.ts";
import type { Dependencies, Dependency } from "../inventory/dependencies.ts";
import { compareText } from "./order.ts";
import type { ReportDependencies, ReportDependency } from "./report.ts";

/** Packages that one reason of "not checked" names; the rest is counted. */
const NAMED = 50;

/** What the server is built from, and what is known about it. */
export function dependenciesBlock(
  { list, unread }: Dependencies,
  advisories: AdvisoryData | null,
  flaws: readonly KnownFlaw[],
): ReportDependencies {
  const looked = advisories !== null && advisories.checkedWith !== "nothing";
  const open = new Set(advisories?.notChecked.map(({ dependency }) => keyOf(dependency)));
  return {
    total: list.length,
    direct: list.filter(({ direct }) => direct).length,
    development: list.filter(({ dev }) => dev).length,
    checked_with: advisories?.checkedWith ?? "nothing",
    checked: looked ? list.filter((dependency) => !open.has(keyOf(dependency))).length : 0,
    not_checked: looked
      ? reasons(advisories)
      : list.length === 0
        ? []
        : [{ reason: advisories?.problem ?? "nobody looked", count: list.length, packages: [] }],
    database:
      advisories?.database == null
        ? null
        : {
            digest: advisories.database.digest,
            imported_at: advisories.database.importedAt,
            newest_record: advisories.database.newestRecord,
            age_days: null,
          },
    vulnerable: vulnerable(flaws),
    unread,
    packages: list.map(packageOf),
  };
}

function keyOf({ ecosystem, name, version, requirement, path }: Dependency): string {
  return [ecosystem, name, version, requirement, path].join("\n");
}

function reasons({ notChecked }: AdvisoryData): ReportDependencies["not_checked"] {
  const byReason = new Map<string, Set<string>>();
  for (const { dependency, reason } of notChecked) {
    if (dependency.path === "") continue;
    const packages = byReason.get(reason) ?? new Set();
    byReason.set(reason, packages.add(nameOf(dependency)));
  }
  return [...byReason]
    .sort(([a], [b]) => compareText(a, b))
    .map(([reason, packages]) => ({ reason, count: packages.size, packages: [...packages].sort(compareText).slice(0, NAMED) }));
}

function nameOf({ ecosystem, name, version, requirement }: Dependency): string {
  return `${ecosystem} ${name} ${version ?? requirement ?? "*"}`;
}

function packageOf({ ecosystem, name, version, requirement, direct, dev, purl, path }: Dependency): ReportDependency {
  return { ecosystem, name, version, requirement, direct, development: dev, purl, file: path };
}

function vulnerable(flaws: readonly KnownFlaw[]): ReportDependencies["vulnerable"] {
  const byPackage = new Map<string, KnownFlaw[]>();
  for (const flaw of flaws) byPackage.set(keyOf(flaw.dependency), [...(byPackage.get(keyOf(flaw.dependency)) ?? []), flaw]);
  return [...byPackage.values()].map((group) => {
    const { dependency, imported, release } = group[0] as KnownFlaw;
    return {
      ...packageOf(dependency),
      imported,
      release,
      advisories: group.map(({ id, aliases, summary, rating, malicious, fixedIn, by }) => ({
        id,
        aliases,
        summary,
        rating,
        malicious,
        fixed_in: fixedIn,
        affected_by: by,
      })),
    };
  });
}
