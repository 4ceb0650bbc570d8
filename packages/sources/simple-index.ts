import { child, entriesAt, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { normalisePyPiName } from "@mcp-assay/core/target/pypi";

/** One file of a project, as a simple index lists it (PEP 503, 592, 691, 700, 740). */
export interface IndexFile {
  readonly name: string;
  readonly url: string;
  readonly version: string;
  readonly kind: "sdist" | "wheel";
  /** Algorithm and hexadecimal digest, the strongest one listed; null when there is none. */
  readonly hash: readonly [string, string] | null;
  readonly yanked: boolean;
  readonly uploadedAt?: string;
  /** Where the attestations of the file are served; null when there are none, absent when the index does not tell. */
  readonly provenance?: string | null;
}

const STRENGTH = ["sha512", "sha384", "sha256"];

/** Reads the page of a project in either form; relative addresses are taken from `base`. Files of unknown shape are left out. */
export function readIndexPage(text: string, contentType: string, base: string, project: string): readonly IndexFile[] {
  const files = /json/iu.test(contentType) ? jsonFiles(text) : htmlFiles(text);
  return files.flatMap((file) => {
    const shape = shapeOf(file.name, project);
    return shape === null || !URL.canParse(file.url, base) ? [] : [{ ...file, ...shape, url: new URL(file.url, base).href }];
  });
}

type Listed = Omit<IndexFile, "version" | "kind">;

function jsonFiles(text: string): Listed[] {
  return listAt(parsed(text), "files").flatMap((file) => {
    const [name, url, uploadedAt] = [textAt(file, "filename"), textAt(file, "url"), textAt(file, "upload-time")];
    if (name === undefined || url === undefined) return [];
    const hashes = new Map(entriesAt(file, "hashes"));
    const strongest = STRENGTH.find((algorithm) => typeof hashes.get(algorithm) === "string");
    const yanked = child(file, "yanked") !== undefined && child(file, "yanked") !== false;
    const hash = strongest === undefined ? null : checkedHash(strongest, String(hashes.get(strongest)));
    return [
      {
        name,
        url,
        hash,
        yanked,
        ...(child(file, "provenance") === undefined ? {} : { provenance: textAt(file, "provenance") ?? null }),
        ...(uploadedAt === undefined ? {} : { uploadedAt }),
      },
    ];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function htmlFiles(text: string): Listed[] {
  return [...text.matchAll(/<a\b([^<>]*)>([^<>]*)<\/a>/giu)].flatMap(([, attributes = "", label = ""]) => {
    const href = attribute(attributes, "href");
    if (href === undefined) return [];
    const [url = "", fragment = ""] = href.split("#");
    const hash = /(?:^|&)(sha256|sha384|sha512)=([0-9a-f]+)/iu.exec(fragment);
    const name = unescaped(label).trim();
    return [
      {
        name,
        url,
        hash: hash === null ? null : checkedHash(hash[1] ?? "", hash[2] ?? ""),
        yanked: attribute(attributes, "data-yanked") !== undefined,
        ...attested(attribute(attributes, "data-provenance")),
      },
    ];
  });
}

function attested(provenance: string | undefined): Pick<Listed, "provenance"> {
  return provenance === undefined ? {} : { provenance };
}

function attribute(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"']+))|(?=\\s|$))`, "iu").exec(text);
  return found === null ? undefined : unescaped(found[1] ?? found[2] ?? found[3] ?? "");
}

function unescaped(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };
  return text.replaceAll(/&(amp|lt|gt|quot|#39|#x27);/gu, (_, name: string) => names[name] ?? "");
}

function checkedHash(algorithm: string, hex: string): readonly [string, string] | null {
  return /^(?:[0-9a-f]{2})+$/iu.test(hex) ? [algorithm.toLowerCase(), hex.toLowerCase()] : null;
}

/** Version and kind from a file name: wheels by PEP 427, sdists by the project's name before the version. */
function shapeOf(name: string, project: string): { version: string; kind: "sdist" | "wheel" } | null {
  const wheel = /^([^-]+)-([^-]+)(?:-[^-]+)?-[^-]+-[^-]+-[^-]+\.whl$/u.exec(name);
  if (wheel !== null) return normalisePyPiName(wheel[1] ?? "") === project ? { version: wheel[2] ?? "", kind: "wheel" } : null;
  const stem = /^(.+)\.(?:tar\.gz|tgz|zip)$/iu.exec(name)?.[1] ?? "";
  for (let at = stem.indexOf("-"); at !== -1; at = stem.indexOf("-", at + 1)) {
    if (/^\d|^v\d/u.test(stem.slice(at + 1)) && normalisePyPiName(stem.slice(0, at)) === project)
      return { version: stem.slice(at + 1), kind: "sdist" };
  }
  return null;
}
