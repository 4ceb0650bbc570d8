/** The first free "MCP-<letter><3 digits>" of a class, given the texts of all rules. */
export function nextRuleId(letter: string, ruleTexts: readonly string[]): string {
  const used = new Set(ruleTexts.flatMap((text) => [...text.matchAll(/ruleId: "(MCP-[A-N]\d{3})"/g)].map((match) => match[1])));
  for (let number = 1; number < 1000; number++) {
    const id = `MCP-${letter}${String(number).padStart(3, "0")}`;
    if (!used.has(id)) return id;
  }
  throw new Error(`class ${letter} has no free rule id`);
}
