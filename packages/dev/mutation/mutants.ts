import path from "node:path";
import { catalogue } from "@mcp-assay/catalogue/index.generated";
import { readFixtures } from "../fixture/servers.ts";
import * as javascript from "./javascript.ts";
import * as python from "./python.ts";

/** A fixture's server with a change that ought to turn its verdict. */
export interface Mutant {
  readonly rule: string;
  readonly server: string;
  /** Guards taken out of a safe server, or a fix added to a vulnerable one. */
  readonly change: "unguarded" | "fixed";
  readonly files: ReadonlyMap<string, string>;
}

const RULES = path.resolve(import.meta.dirname, "../../catalogue/rules");

/** Mutants of all servers of one file whose rule follows data, in the order of their names. */
export function readMutants(): Mutant[] {
  const flows = new Set(catalogue.rules.flatMap((rule) => (rule.flow === undefined || rule.status === "retired" ? [] : [rule.key])));
  return readFixtures(RULES).flatMap((fixture) => {
    const rule = fixture.name.slice(0, -".fixture".length);
    if (!flows.has(rule)) return [];
    return fixture.servers.flatMap((server): Mutant[] => {
      const [file, ...more] = server.files;
      if (file === undefined || more.length > 0) return [];
      const [name, text] = file;
      const isVulnerable = server.marks.some((mark) => mark.kind === "finds" && mark.word === rule);
      const language = name.endsWith(".py") ? python : javascript;
      const changed = isVulnerable ? language.withFix(text) : language.withoutGuards(text);
      if (changed === null) return [];
      return [{ rule, server: server.name, change: isVulnerable ? "fixed" : "unguarded", files: new Map([[name, changed]]) }];
    });
  });
}

/** One line that names a mutant. */
export function mutantLine({ rule, server, change }: Mutant): string {
  return `${rule} ${server} ${change}`;
}
