import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import type { Session } from "../program.ts";

const SCHEMAS = { report: "report-1.0.0.json", config: "config.json", baseline: "baseline-1.0.json" } as const;

/** `schema report`: the JSON Schema of a file that this program writes or reads. */
export function schemaCommand(program: Command, { machine, done }: Session): void {
  const schema = program.command("schema").description("print a JSON Schema");
  for (const [name, file] of Object.entries(SCHEMAS)) {
    schema
      .command(name)
      .description(`JSON Schema of the ${name}`)
      .action(async () => {
        await machine.stdout.write(await readSchema(file));
        done(EXIT.done);
      });
  }
}

/** Schemas stand beside the build; in a checkout that runs from source they stand at its root. */
async function readSchema(file: string): Promise<string> {
  const beside = new URL(`./schemas/${file}`, import.meta.url);
  return readFile(beside, "utf8").catch(() => readFile(new URL(`../../../schemas/${file}`, import.meta.url), "utf8"));
}
