import type { AdvisoryData, AdvisoryMatch } from "@mcp-assay/core/inventory/advisories";
import type { Dependency } from "@mcp-assay/core/inventory/dependencies";
import type { SourceIo } from "../io/io.ts";
import { type Advisory, fixesOf, packageKey } from "./advisory.ts";
import { affects, type Verdict } from "./affects.ts";
import { affectsRange } from "./affects-range.ts";
import type { AdvisoryDatabase } from "./database.ts";
import { modulesOf } from "./modules.ts";
import { askOsv } from "./osv-client.ts";
import { ratingOf } from "./rating.ts";
import { unchecked } from "./unchecked.ts";

/** Looks dependencies up: in the imported database where there is one, else at osv.dev when `io` allows it. */
export async function checkDependencies(
  dependencies: readonly Dependency[],
  database: AdvisoryDatabase | null,
  io: SourceIo | null,
): Promise<AdvisoryData> {
  if (database !== null) return evaluate(dependencies, database.lookup, database);
  if (io === null) return unchecked(dependencies, "no advisory data is imported, and osv.dev was not asked");
  const asked = dependencies.filter((dependency) => openReason(dependency) === null);
  const answer = await askOsv(
    [...new Map(asked.map((entry) => [`${packageKey(entry.ecosystem, entry.name)} ${entry.version}`, entry])).values()],
    io,
  );
  if (!answer.ok) return unchecked(dependencies, answer.problem.message);
  return evaluate(dependencies, (ecosystem, name) => answer.value.get(packageKey(ecosystem, name)) ?? [], null);
}

function evaluate(
  dependencies: readonly Dependency[],
  lookup: AdvisoryDatabase["lookup"],
  database: AdvisoryDatabase | null,
): AdvisoryData {
  const matches: AdvisoryMatch[] = [];
  const notChecked: { dependency: Dependency; reason: string }[] = [];
  for (const dependency of dependencies) {
    const reason = missingReason(dependency, database) ?? openReason(dependency);
    if (reason !== null) {
      notChecked.push({ dependency, reason });
      continue;
    }
    const verdicts = lookup(dependency.ecosystem, dependency.name).map((advisory) => ({ advisory, verdict: judge(advisory, dependency) }));
    for (const { advisory, verdict } of withoutAliases(verdicts)) if (verdict === "affected") matches.push(matchOf(dependency, advisory));
    if (verdicts.some(({ verdict }) => verdict === "unknown")) notChecked.push({ dependency, reason: "its versions cannot be compared" });
  }
  const { status } = database ?? { status: null };
  return {
    checkedWith: database === null ? "osv.dev" : "database",
    database: status === null ? null : { digest: status.digest, importedAt: status.importedAt, newestRecord: status.newestRecord },
    matches: matches.sort(byPackage),
    notChecked,
    problem: null,
  };
}

function judge({ affected }: Advisory, { ecosystem, version, requirement }: Dependency): Verdict {
  return version === null ? affectsRange(affected, ecosystem, requirement ?? "*") : affects(affected, ecosystem, version);
}

/** Why a database says nothing about a dependency; null if it does. */
function missingReason({ ecosystem }: Dependency, database: AdvisoryDatabase | null): string | null {
  return database !== null && database.status.ecosystems[ecosystem] === undefined ? `the database holds no ${ecosystem} advisories` : null;
}

/** Why the version of a dependency cannot be judged; null if it can. */
function openReason({ ecosystem, version, requirement }: Dependency): string | null {
  if (version !== null) return null;
  if (requirement !== null && /[:/]/u.test(requirement)) return "it does not come from the registry";
  return ecosystem === "npm" || ecosystem === "PyPI" ? null : "no file fixes its version";
}

/** Databases repeat one another's records under other ids; of affecting ones that name each other the first by id counts. */
function withoutAliases<T extends { advisory: Advisory; verdict: string }>(entries: readonly T[]): readonly T[] {
  const told = new Set<string>();
  const sorted = entries.filter(({ verdict }) => verdict === "affected").toSorted((a, b) => (a.advisory.id < b.advisory.id ? -1 : 1));
  return sorted.filter(({ advisory }) => {
    const names = [advisory.id, ...advisory.aliases];
    const repeated = names.some((name) => told.has(name));
    for (const name of names) told.add(name);
    return !repeated;
  });
}

function matchOf(dependency: Dependency, advisory: Advisory): AdvisoryMatch {
  const { id, aliases, summary, severity, cwe, affected } = advisory;
  return {
    dependency,
    release: dependency.path === "",
    id,
    aliases,
    summary,
    rating: ratingOf(severity),
    malicious: [id, ...aliases].some((name) => name.startsWith("MAL-")) || cwe.includes("CWE-506"),
    fixedIn: fixesOf(affected),
    modules: modulesOf(dependency.ecosystem, dependency.name),
    by: dependency.version === null ? "range" : "version",
  };
}

function byPackage(a: AdvisoryMatch, b: AdvisoryMatch): number {
  const [left, right] = [a, b].map(({ dependency: { ecosystem, name, version, path }, id }) =>
    [ecosystem, name, version, path, id].join("\n"),
  );
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
