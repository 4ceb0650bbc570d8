import { forHtml } from "@mcp-assay/core/report/visible";
import type { ScanRow } from "./store.ts";

export interface Badge {
  readonly label: string;
  readonly message: string;
  /** Background of the message, "#rrggbb"; white text on it has a contrast of at least 4.5 (WCAG AA). */
  readonly color: string;
}

const GREY = "#595959";
const COLORS: ReadonlyMap<string, string> = new Map([
  ["A", "#1a7f37"],
  ["B", "#4d6b00"],
  ["C", "#8a5a00"],
  ["D", "#bc4c00"],
  ["F", "#b3261e"],
]);

const DAY_MS = 86_400_000;

/** What the badge of a target says, from its latest public scan; grey where there is none or no grade. */
export function badgeOf(row: ScanRow | null, now: Date): Badge {
  const label = "mcp-assay";
  if (row === null || row.visibility === "private" || row.status !== "complete" || row.finishedAt === null)
    return { label, message: "not scanned", color: GREY };
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(row.finishedAt)) / DAY_MS));
  const age = days === 0 ? "today" : days < 60 ? `${days}d ago` : `${Math.floor(days / 30)}mo ago`;
  if (row.safetyGrade === null) return { label, message: `no grade · ${age}`, color: GREY };
  return { label, message: `${row.safetyGrade} · ${row.safetyScore}/100 · ${age}`, color: COLORS.get(row.safetyGrade) ?? GREY };
}

/** Width of one character at 11 px, an upper estimate for the fonts named below. */
const CHARACTER = 7;
const PADDING = 12;

/** A flat badge as SVG: no script, no font or image from elsewhere, all text escaped. */
export function badgeSvg(badge: Badge): string {
  const left = [...badge.label].length * CHARACTER + PADDING;
  const right = [...badge.message].length * CHARACTER + PADDING;
  const label = forHtml(badge.label);
  const message = forHtml(badge.message);
  const text = `fill="#ffffff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}: ${message}">`,
    `<title>${label}: ${message}</title>`,
    `<rect width="${left}" height="20" fill="#333333"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${badge.color}"/>`,
    `<text x="${left / 2}" y="14" ${text}>${label}</text>`,
    `<text x="${left + right / 2}" y="14" ${text}>${message}</text>`,
    "</svg>",
    "",
  ].join("\n");
}
