import { loadCatalogue } from "@mcp-assay/runner/load-catalogue";
import { VERSION } from "@mcp-assay/runner/version";
import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import type { Session } from "../program.ts";

/** `version`: everything that a bug report needs. */
export function versionCommand(program: Command, { machine, done }: Session): void {
  program.version(VERSION, "-V, --version", "print the version number");
  program
    .command("version")
    .description("versions of the program, its catalogue and the machine")
    .action(async () => {
      const catalogue = await loadCatalogue();
      if (!catalogue.ok) return;
      const { version, digest, rules, models } = catalogue.value;
      await machine.stdout.write(
        `mcp-assay ${VERSION}\ncatalogue ${version} (${digest}), ${rules.length} rules, ${models.length} models\nnode ${process.versions.node} on ${process.platform} ${process.arch}\n`,
      );
      done(EXIT.done);
    });
}
