import type { Confidence } from "../define/rule.ts";
import type { InlineSuppression } from "../rules/suppressions.ts";
import { type Baseline, matchBaseline } from "./baseline.ts";
import type { Placed } from "./findings.ts";
import type { Sha256 } from "./fingerprint.ts";
import type { Suppressed } from "./report.ts";

export interface Suppression {
  readonly kept: readonly Placed[];
  readonly suppressed: readonly Suppressed[];
  /** Suppressions that are wrong or met nothing. */
  readonly notes: readonly { readonly what: string; readonly where: string }[];
}

const CONFIDENCE: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

/** Takes out what the user accepted, before anything is scored: inline comments, then the baseline, then too little confidence. */
export function suppress(
  placed: readonly Placed[],
  by: { readonly inline: readonly InlineSuppression[]; readonly baseline: Baseline | null; readonly minConfidence: Confidence },
  sha256: Sha256,
): Suppression {
  const inline = acceptInline(placed, by.inline);
  const baseline =
    by.baseline === null
      ? null
      : matchBaseline(
          inline.kept.map(({ finding }) => finding),
          by.baseline,
          sha256,
        );
  const keptIds = baseline === null ? null : new Set(baseline.kept.map((finding) => finding.id));
  const afterBaseline = keptIds === null ? inline.kept : inline.kept.filter(({ finding }) => keptIds.has(finding.id));
  const weak = afterBaseline.filter(({ finding }) => CONFIDENCE[finding.confidence] < CONFIDENCE[by.minConfidence]);
  return {
    kept: afterBaseline.filter((item) => !weak.includes(item)),
    suppressed: [
      ...inline.suppressed,
      ...(baseline?.suppressed ?? []),
      ...weak.map(({ finding }) => suppressedOf(finding, "config", `confidence below ${by.minConfidence}`)),
    ],
    notes: [
      ...inline.notes,
      ...(baseline?.unused ?? []).map((entry) => ({
        what: `baseline entry for ${entry.rule_id} matches nothing any more`,
        where: `${entry.file}:${entry.line}`,
      })),
    ],
  };
}

/** A comment speaks for its own line and the one below. */
function acceptInline(placed: readonly Placed[], inline: readonly InlineSuppression[]): Suppression {
  const used = new Set<InlineSuppression>();
  const kept: Placed[] = [];
  const suppressed: Suppressed[] = [];
  for (const item of placed) {
    const { finding } = item;
    const match = inline.find(
      ({ file, line, rule, reason }) =>
        reason !== "" &&
        file === finding.location.file &&
        (line === finding.location.start_line || line + 1 === finding.location.start_line) &&
        (rule === finding.key || rule === finding.rule_id),
    );
    if (match === undefined) kept.push(item);
    else {
      used.add(match);
      suppressed.push(suppressedOf(finding, "inline", match.reason));
    }
  }
  const notes = inline
    .filter((comment) => !used.has(comment))
    .map(({ file, line, rule, reason }) => ({
      what: reason === "" ? `suppression of ${rule} has no reason and does not count` : `suppression of ${rule} matches nothing`,
      where: `${file}:${line}`,
    }));
  return { kept, suppressed, notes };
}

function suppressedOf(finding: Placed["finding"], by: Suppressed["by"], reason: string): Suppressed {
  return {
    finding_id: finding.id,
    rule_id: finding.rule_id,
    location: { file: finding.location.file, line: finding.location.start_line },
    by,
    reason,
  };
}
