import type { Dependency } from "@mcp-assay/core/inventory/dependencies";
import type { Problem } from "@mcp-assay/core/problem";
import type { SourceIo } from "../io/io.ts";
import { type Advisory, fixesOf, packageKey } from "./advisory.ts";
import { affects } from "./affects.ts";
import type { AdvisoryDatabase, DatabaseStatus } from "./database.ts";
import { askOsv } from "./osv-client.ts";

export interface AdvisoryMatch {
  readonly dependency: Dependency;
  readonly advisory: Advisory;
  /** Versions that the advisory names as fixed. */
  readonly fixedIn: readonly string[];
}

/** What is known about the dependencies of a server. What was not looked at is "not checked", never clean. */
export interface AdvisoryReport {
  readonly checkedWith: "database" | "osv.dev" | "nothing";
  /** Of the database, whose age belongs into the report. */
  readonly database: DatabaseStatus | null;
  readonly matches: readonly AdvisoryMatch[];
  /** Dependencies without a verdict: open version, unknown order of versions, or no data at all. */
  readonly notChecked: readonly { readonly dependency: Dependency; readonly reason: string }[];
  /** Why osv.dev could not be asked, when it was tried. */
  readonly problem: Problem | null;
}

/** Looks dependencies up: in the imported database where there is one, else at osv.dev when `io` allows it. */
export async function checkDependencies(
  dependencies: readonly Dependency[],
  database: AdvisoryDatabase | null,
  io: SourceIo | null,
): Promise<AdvisoryReport> {
  if (database !== null) return evaluate(dependencies, database.lookup, "database", database.status);
  if (io === null) return nothing(dependencies, null);
  const fixed = dependencies.flatMap(({ ecosystem, name, version }) => (version === null ? [] : [{ ecosystem, name, version }]));
  const answer = await askOsv(
    [...new Map(fixed.map((entry) => [`${packageKey(entry.ecosystem, entry.name)} ${entry.version}`, entry])).values()],
    io,
  );
  if (!answer.ok) return nothing(dependencies, answer.problem);
  return evaluate(dependencies, (ecosystem, name) => answer.value.get(packageKey(ecosystem, name)) ?? [], "osv.dev", null);
}

function evaluate(
  dependencies: readonly Dependency[],
  lookup: AdvisoryDatabase["lookup"],
  checkedWith: "database" | "osv.dev",
  database: DatabaseStatus | null,
): AdvisoryReport {
  const matches: AdvisoryMatch[] = [];
  const notChecked: { dependency: Dependency; reason: string }[] = [];
  for (const dependency of dependencies) {
    const { ecosystem, name, version } = dependency;
    if (database !== null && database.ecosystems[ecosystem] === undefined)
      notChecked.push({ dependency, reason: `the database holds no ${ecosystem} advisories` });
    else if (version === null) notChecked.push({ dependency, reason: "no file fixes its version" });
    else {
      const verdicts = lookup(ecosystem, name).map((advisory) => ({ advisory, verdict: affects(advisory.affected, ecosystem, version) }));
      for (const { advisory, verdict } of withoutAliases(verdicts))
        if (verdict === "affected") matches.push({ dependency, advisory, fixedIn: fixesOf(advisory.affected) });
      if (verdicts.some(({ verdict }) => verdict === "unknown")) notChecked.push({ dependency, reason: "its versions cannot be compared" });
    }
  }
  return { checkedWith, database, matches: matches.sort(byPackage), notChecked, problem: null };
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

function nothing(dependencies: readonly Dependency[], problem: Problem | null): AdvisoryReport {
  return {
    checkedWith: "nothing",
    database: null,
    matches: [],
    notChecked: dependencies.map((dependency) => ({ dependency, reason: "no advisory data" })),
    problem,
  };
}

function byPackage(a: AdvisoryMatch, b: AdvisoryMatch): number {
  const [left, right] = [a, b].map(({ dependency: { ecosystem, name, version, path }, advisory }) =>
    [ecosystem, name, version, path, advisory.id].join("\n"),
  );
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
