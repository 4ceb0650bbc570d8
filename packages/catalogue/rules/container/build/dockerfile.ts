/** One instruction of a Dockerfile, continuation lines joined. Offsets are those of its first line. */
export interface Instruction {
  /** In capitals: FROM, RUN, USER. */
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Instructions in their order. Comments and unknown lines are left out. */
export function instructionsOf(text: string): Instruction[] {
  const out: Instruction[] = [];
  let offset = 0;
  let open: { name: string; value: string; start: number; end: number } | null = null;
  for (const line of text.split("\n")) {
    const isComment = /^\s*#/.test(line);
    const continued = /\\\s*$/.test(line);
    const body = line.replace(/\\\s*$/, "");
    if (open !== null && !isComment) {
      open.value += ` ${body.trim()}`;
      if (!continued) open = null;
    } else if (open === null) {
      const match = /^\s*([A-Za-z]+)\s+(.*)$/.exec(body);
      if (match !== null && !isComment) {
        const instruction = {
          name: (match[1] as string).toUpperCase(),
          value: (match[2] as string).trim(),
          start: offset,
          end: offset + line.length,
        };
        out.push(instruction);
        if (continued) open = instruction;
      }
    }
    offset += line.length + 1;
  }
  return out;
}

/** The instructions from the last FROM on: what the image is. */
export function lastStage(instructions: readonly Instruction[]): readonly Instruction[] {
  const at = instructions.findLastIndex(({ name }) => name === "FROM");
  return at < 0 ? [] : instructions.slice(at);
}
