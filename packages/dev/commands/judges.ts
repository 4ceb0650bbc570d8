import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type GroupOf, judgeLeftOut, modelsWithout } from "../judges/described.ts";
import { readDescribedTools } from "../judges/described-tools.ts";
import { judgeTwins } from "../judges/judged-twins.ts";
import { type Evaluation, figuresPage } from "../judges/page.ts";
import { judgeServers } from "../judges/real-servers.ts";
import { readTwins } from "../judges/twins.ts";
import { readCorpus } from "../text-model/corpus.ts";

const PAGE = "docs/judges.md";
const FIGURES = /(?<=<!-- figures: npm run judges -->\n\n).*(?=\n\n<!-- end of figures -->)/s;

/**
 * `npm run judges [-- --servers DIR] [--write]`: how often the built-in judges are right on labelled tools and twin servers, and on the
 * real servers below DIR. Prints the figures; --write puts them into docs/judges.md.
 */
export async function main(args: readonly string[], root: string): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { servers: { type: "string" }, write: { type: "boolean", default: false } } });
  const figures = figuresPage(await evaluate(root, values.servers));
  process.stdout.write(`${figures}\n`);
  if (!values.write) return 0;
  const page = path.join(root, PAGE);
  const text = await readFile(page, "utf8");
  if (!FIGURES.test(text)) throw new Error(`${PAGE} has no place for figures`);
  await writeFile(
    page,
    text.replace(FIGURES, () => figures),
  );
  return 0;
}

/** Composed texts are never judged, but leave the training with their family. */
const isOurs = (source: string): boolean => source === "own" || source === "composed";
const bySource: GroupOf = ({ source }) => (isOurs(source) ? null : source);
const byFamily: GroupOf = ({ source, family }) => (isOurs(source) ? family : null);

async function evaluate(root: string, servers: string | undefined): Promise<Evaluation> {
  const tools = await readDescribedTools(root);
  const modelWithout = modelsWithout((await readCorpus(root)).samples);
  const judge = (groupOf: GroupOf, handler: boolean) => judgeLeftOut(tools, modelWithout, groupOf, handler);
  const twins = await judgeTwins(await readTwins(root, "twins.yml"));
  const heldOut = await judgeTwins(await readTwins(root, "twins-held-out.yml"));
  const published = await judge(bySource, false);
  const again = [await judge(bySource, false), await judgeTwins(await readTwins(root, "twins.yml"))] as const;
  return {
    bySource: published,
    bySourceWithHandler: await judge(bySource, true),
    byFamily: await judge(byFamily, true),
    ...{ twins, heldOut, servers: servers === undefined ? [] : await judgeServers(servers) },
    unstable: differing(published, again[0]) + differing(twins, again[1]),
  };
}

function differing(before: readonly unknown[], after: readonly unknown[]): number {
  return before.filter((one, index) => JSON.stringify(one) !== JSON.stringify(after[index])).length;
}
