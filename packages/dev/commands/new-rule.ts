import { readCatalogueFiles } from "../generate/catalogue-files.ts";
import { nextRuleId } from "../scaffold/next-rule-id.ts";
import { ruleFiles } from "../scaffold/rule-template.ts";
import { writeNew } from "../scaffold/write-new.ts";

const QUESTIONS = `Before you write it, answer for yourself:
  - How bad is it when it is right (severity), and how often will it be right (confidence)?
  - Whom does it help: everyone, an auditor, a pedant (audience)?
  - Does it work without network? If not, name what it \`needs\`.
  - Which existing rule is nearest, and why is this not an example of it?
Then fill the empty fields, and run: npm run generate && npm test -- packages/dev/fixture
`;

/** `npm run new-rule -- <threat> <name> [class letter] [threat id]`: creates the rule and its fixture, edits nothing. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const [threat = "", name = "", letter = "A", threatId = "MCP-900"] = args;
  const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
  if (!kebab.test(threat) || !kebab.test(name) || !/^[A-N]$/.test(letter) || !/^MCP-\d{3}$/.test(threatId)) {
    process.stderr.write("usage: npm run new-rule -- <threat> <name> [class A to N] [MCP-<3 digits>]; names are kebab-case\n");
    return 2;
  }
  const texts = (await readCatalogueFiles(root)).rules.map((file) => file.text);
  const files = ruleFiles({ threat, name, threatId, ruleId: nextRuleId(letter, texts) });
  const taken = await writeNew(root, files);
  if (taken.length > 0) {
    process.stderr.write(`new-rule: ${taken.join(", ")} exists already; choose another name\n`);
    return 1;
  }
  process.stdout.write(`${[...files.keys()].map((file) => `created ${file}\n`).join("")}\n${QUESTIONS}`);
  return 0;
}
