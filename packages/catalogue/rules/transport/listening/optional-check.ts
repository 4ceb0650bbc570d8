import type { See } from "@mcp-assay/core/define/rule";

/** A check of Host or Origin that only runs when a switch is on, and where the switch is left off. */
export interface OptionalCheck {
  readonly file: string;
  readonly name: string;
  /** Offsets of the line that leaves it off. */
  readonly start: number;
  readonly end: number;
}

const CODE = /\.(?:[cm]?[jt]sx?|py)$/;
const NO_CODE = /\.(?:d\.[cm]?ts|min\.js|test\.\w+|spec\.\w+)$|(?:^|\/)(?:tests?|__tests__|examples?)\//;
const LONGEST = 400_000;
/** A function that checks headers is not longer. */
const REACH = 1500;
const HEADER =
  /\bheaders?\s*(?:\?\.|\.)\s*(?:host|origin)\b|\bheaders?\s*(?:\?\.)?\[\s*["'](?:host|origin)["']|\bheaders\.get\(\s*["'](?:host|origin)["']/i;
/** What is done with a header that is compared rather than put into an address. */
const COMPARED = /\.includes\(|\.has\(|\.indexOf\(|\.some\(|[!=]==?\s|\bnot in\b|\bin self\b|\bin allowed|\.test\(|\.match\(/i;
const REFUSED = /\b4(?:00|03|21)\b|forbidden|not allowed|invalid|\bthrow\b|\braise\b/i;
/** "If the switch is off, return": the name of the switch is what the last member is called. */
const LEAVES = [
  /\bif\s*\(\s*!\s*(?:[\w$]+\??\.)*([\w$]{4,60})\s*\)\s*\{?(?:\s|\/\/[^\n]*\n)*return\b/g,
  /\bif not (?:\w+\.)*(\w{4,60}):\s*(?:#[^\n]*)?\n\s*return\b/g,
];

/** Checks of Host or Origin in the target's own code that are off unless somebody asks; none if it holds an unconditional one. */
export function optionalChecks(see: See): OptionalCheck[] {
  const files = see.inventory.paths
    .filter((path) => CODE.test(path) && !NO_CODE.test(path))
    .flatMap((path) => {
      const text = see.read(path)?.text ?? "";
      return text.length <= LONGEST ? [{ path, text }] : [];
    });
  const found = files.flatMap(({ path, text }) => switches(text).map((one) => ({ path, text, ...one })));
  if (found.length === 0 || files.some(({ text }) => checksAlways(text))) return [];
  return found.flatMap(({ path, text, name, at }) => {
    const bare = name.replace(/^_+/, "");
    if (files.some((file) => isSwitchedOn(file.text, bare)) || !isOffered(path, text, at)) return [];
    const off = leftOff(text, bare);
    return off === null ? [] : [{ file: path, name: bare, ...off }];
  });
}

/** Switches that a check of headers asks first. */
function switches(text: string): { name: string; at: number }[] {
  if (!HEADER.test(text)) return [];
  return LEAVES.flatMap((pattern) => [...text.matchAll(pattern)])
    .filter((match) => HEADER.test(text.slice(match.index, match.index + REACH)))
    .map((match) => ({ name: match[1] as string, at: match.index }));
}

/** A header is compared and refused, and no switch stands before. */
function checksAlways(text: string): boolean {
  const headers = new RegExp(HEADER.source, "gi");
  return [...text.matchAll(headers)].some(({ index }) => {
    const after = text.slice(index, index + 900);
    const before = text.slice(Math.max(0, index - REACH), index);
    return COMPARED.test(after) && REFUSED.test(after) && !LEAVES.some((pattern) => new RegExp(pattern.source).test(before));
  });
}

function isSwitchedOn(text: string, name: string): boolean {
  return new RegExp(`\\b_*${name}\\s*[:=]\\s*(?:true|True)\\b`).test(text);
}

/** Others can use the class: Python offers what it defines, JavaScript what it exports. A copy inside a bundle is not offered. */
function isOffered(path: string, text: string, at: number): boolean {
  if (path.endsWith(".py")) return true;
  const name = [...text.slice(0, at).matchAll(/\bclass\s+([\w$]+)/g)].at(-1)?.[1];
  if (name === undefined) return /\bexport\b|\bexports\./.test(text);
  const own = name.replaceAll("$", "\\$");
  return new RegExp(
    `\\bexport\\s+(?:default\\s+)?(?:abstract\\s+)?class\\s+${own}\\b|\\bexports\\.\\w+\\s*=\\s*${own}\\b|\\bexport\\s*\\{[^}]*\\b${own}\\b`,
  ).test(text);
}

/** Where the switch gets its value "off", or comes from options that need not give one. */
function leftOff(text: string, name: string): { start: number; end: number } | null {
  const at = (pattern: string) => new RegExp(`\\b_*${name}\\b${pattern}`).exec(text);
  const line =
    at("\\s*(?::\\s*\\w+\\s*)?=[^=\\n;]*\\b(?:false|False)\\b") ??
    at("\\s*=[^;\\n]{0,200}(?:\\?\\?|\\|\\||:)\\s*false\\b") ??
    at("\\s*:\\s*(?:false|False)\\b") ??
    at("\\s*=\\s*(?:options|opts|config|settings|params)\\??\\.\\w+\\s*[;\\n]");
  return line === null ? null : { start: line.index, end: line.index + line[0].trimEnd().length };
}
