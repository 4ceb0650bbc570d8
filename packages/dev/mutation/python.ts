const GUARD = /^(\s*)if\b.*:\s*(?:#.*)?$/;
const LEAVES = /^\s*(?:raise|return|continue)\b/;
const TOOL = /^(\s*)@\w+\.(?:tool|prompt|resource)\b/;
const DEFINITION = /^\s*(?:async )?def \w+\(([^)]*)\).*:\s*$/;

/** Types of parameters that hold less than any text. */
const NARROW = /: (?:int|float|bool|Literal\[[^\]]*\])(?=[,)=\s])/g;

/**
 * The program without its guards: each `if` that only raises, returns or goes on is `pass`, each narrow type a text. Null if it has none.
 */
export function withoutGuards(text: string): string | null {
  const widened = text.replace(NARROW, ": str");
  const lines = widened.split("\n");
  const out: string[] = [];
  let deleted = widened === text ? 0 : 1;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const [guard, next, after] = [GUARD.exec(line), lines[at + 1] ?? "", lines[at + 2] ?? ""];
    const indent = guard?.[1] ?? "";
    const isAlone = !after.startsWith(`${indent} `) && !after.trimStart().startsWith("el");
    if (guard !== null && LEAVES.test(next) && isAlone) {
      out.push(`${indent}pass`);
      deleted++;
      at++;
    } else out.push(line);
  }
  return deleted === 0 ? null : out.join("\n");
}

/** The program with tools that refuse every argument but one text. Null if no tool has arguments. */
export function withFix(text: string): string | null {
  const lines = text.split("\n");
  const out: string[] = [];
  let isTool = false;
  let checks: string[] = [];
  let fixed = 0;
  for (const line of lines) {
    const isDocstring = checks.length > 0 && /^\s*""".*"""\s*$/.test(line);
    if (checks.length > 0 && !isDocstring) {
      out.push(...checks);
      checks = [];
      fixed++;
    }
    out.push(line);
    if (TOOL.test(line)) isTool = true;
    const definition = DEFINITION.exec(line);
    if (definition === null) continue;
    if (isTool) checks = checksOf(definition[1] ?? "");
    isTool = false;
  }
  return fixed === 0 ? null : out.join("\n");
}

function checksOf(parameters: string): string[] {
  const names = parameters
    .replace(/\[[^\]]*\]/g, "")
    .split(",")
    .map((part) => part.split(/[:=]/)[0]?.trim() ?? "")
    .filter((name) => /^[a-z_]\w*$/.test(name) && !["self", "ctx"].includes(name));
  return names.flatMap((name) => [`    if ${name} != "agreed":`, '        raise ValueError("refused")']);
}
