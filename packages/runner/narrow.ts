import { isProgram, languageOf } from "@mcp-assay/core/inventory/languages";
import type { Snapshot, SnapshotFile, SnapshotNote } from "@mcp-assay/core/snapshot";
import { snapshotOf } from "@mcp-assay/sources/io/snapshot-of";
import picomatch from "picomatch";
import type { Narrowing } from "./scan-request.ts";

/** The snapshot without what the user does not want to see; each file that is left out gets a note. */
export function narrowed(snapshot: Snapshot, narrowing: Narrowing | undefined): Snapshot {
  if (narrowing === undefined || (narrowing.include.length === 0 && narrowing.exclude.length === 0 && narrowing.languages.length === 0))
    return snapshot;
  const notes: SnapshotNote[] = [];
  const why = reasonFor(narrowing);
  const files = snapshot.files.filter((file: SnapshotFile) => {
    const reason = why(file.path);
    if (reason !== null) notes.push({ path: file.path, reason: "excluded", detail: reason });
    return reason === null;
  });
  return snapshotOf(snapshot.target, { files, notes: [...snapshot.notes, ...notes] }, snapshot.facts);
}

function reasonFor({ include, exclude, languages }: Narrowing): (path: string) => string | null {
  const matches = (globs: readonly string[]) => (globs.length === 0 ? null : picomatch([...globs], { dot: true }));
  const included = matches(include);
  const excluded = matches(exclude);
  return (path) => {
    if (included !== null && !included(path)) return "matches no --include";
    if (excluded?.(path) === true) return "matches --exclude";
    return languages.length > 0 && isProgram(path) && !languages.includes(languageOf(path) ?? "") ? "in no language asked for" : null;
  };
}
