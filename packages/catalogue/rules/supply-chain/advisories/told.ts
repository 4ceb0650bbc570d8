import type { Draft, See } from "@mcp-assay/core/define/rule";
import type { KnownFlaw } from "@mcp-assay/core/inventory/advisories";

/** Advisories that one finding names; the report lists all. */
const NAMED = 5;

/**
 * One finding for each package with flaws of this kind, at the line that names it; the message keys are "version" and
 * "range", by what is affected. What only developers install is in the report's list, and no finding.
 */
export function* told(see: See, wanted: (flaw: KnownFlaw) => boolean): Generator<Draft> {
  const groups = new Map<string, KnownFlaw[]>();
  for (const flaw of see.flaws) {
    const { ecosystem, name, version, path, dev } = flaw.dependency;
    if (dev || !wanted(flaw)) continue;
    const key = [ecosystem, name, version, path].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), flaw]);
  }
  for (const flaws of groups.values()) yield draftOf(see, flaws);
}

/** Whether an advisory is about something that needs haste; one without a rating is not. */
export function isSevere({ rating }: KnownFlaw): boolean {
  return rating === "critical" || rating === "high";
}

function draftOf(see: See, flaws: readonly KnownFlaw[]): Draft {
  const { dependency, by } = flaws[0] as KnownFlaw;
  const { name, version, requirement, path } = dependency;
  const more = flaws.length > NAMED ? ` and ${flaws.length - NAMED} more` : "";
  const fixed = [...new Set(flaws.flatMap(({ fixedIn }) => fixedIn))];
  return {
    message: by,
    holes: {
      name,
      version: version ?? requirement ?? "*",
      advisories: flaws.slice(0, NAMED).map(shown).join("; ") + more,
      fixed: fixed.length === 0 ? "no fixed version is named" : `fixed in ${fixed.join(", ")}`,
    },
    place: placeOf(see, path, name, version),
    snippet: `${name} ${version ?? requirement ?? "*"}`,
  };
}

function shown({ id, aliases, summary, rating }: KnownFlaw): string {
  const cve = aliases.find((alias) => alias.startsWith("CVE-"));
  return `${id}${cve === undefined ? "" : ` (${cve})`}${rating === null ? "" : `, ${rating}`}${summary === "" ? "" : `: ${summary}`}`;
}

/** The first line that names the package and its version, else the first that names it, else the beginning. A release is named nowhere. */
function placeOf(see: See, path: string, name: string, version: string | null): Draft["place"] {
  const view = see.read(path === "" ? "package.json" : path) ?? (path === "" ? see.read("pyproject.toml") : null);
  if (view === null) return { file: path, startLine: 1, startCol: 1, endLine: 1, endCol: 1 };
  if (path === "") return view.place(0, 1);
  const { text } = view;
  const places = [`${name}@${version}`, `node_modules/${name}"`, `"${name}"`, name].map((form) =>
    text.toLowerCase().indexOf(form.toLowerCase()),
  );
  const at = places.find((place) => place >= 0) ?? 0;
  return view.place(at, at + name.length);
}
