import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { Admin } from "@mcp-assay/service/admin";
import type { Command } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";

/** What an operator asks for; the text is what to print when it is done. */
type Work = (admin: Admin) => Promise<Result<string>>;

interface Verb {
  readonly name: string;
  readonly description: string;
  readonly words: readonly string[];
  readonly work: (args: readonly string[], machine: Machine) => Work;
}

const VERBS: readonly Verb[] = [
  {
    ...{ name: "create-user", description: "a user without sign-up", words: ["<email>", "<name>", "<plan>"] },
    work:
      ([email = "", name = "", plan = ""]) =>
      async (one) =>
        named(await one.createUser({ email, name, plan }), (user) => `user ${user.id}`),
  },
  {
    ...{ name: "set-plan", description: "another plan for a user", words: ["<email>", "<plan>"] },
    work:
      ([email = "", plan = ""]) =>
      async (one) =>
        named(await one.setPlan(email, plan), () => `${email} has the plan ${plan}`),
  },
  {
    ...{ name: "create-key", description: "a key, shown this once", words: ["<email>", "<label>"] },
    work:
      ([email = "", label = ""]) =>
      async (one) =>
        named(await one.createKey(email, label), (secret) => secret),
  },
  {
    ...{ name: "import-keys", description: 'keys of another installation, one "email key" a line', words: ["<file>"] },
    work:
      ([file = ""], machine) =>
      async (one) => {
        const text = await readKeys(resolve(machine.cwd, file), file);
        return text.ok ? named(await one.importKeys(text.value), (count) => `${count} keys`) : text;
      },
  },
  {
    ...{ name: "revoke-key", description: "end a key", words: ["<email>", "<key-id>"] },
    work:
      ([email = "", key = ""]) =>
      async (one) =>
        named(await one.revokeKey(email, key), () => `${key} is revoked`),
  },
  {
    ...{ name: "prune", description: "remove private scans older than so many days", words: ["<days>"] },
    work:
      ([days = ""]) =>
      async (one) =>
        /^\d{1,5}$/.test(days)
          ? ok(`${await one.prune(Number(days))} scans removed`)
          : fail("INVALID_REQUEST", `"${days}" is no number of days`),
  },
  {
    ...{ name: "requeue", description: "take up scans again whose worker is gone", words: [] },
    work: () => async (one) => ok(`${await one.requeue()} scans queued again`),
  },
];

/** `admin …`: what an operator can do at the machine itself. */
export function adminCommand(program: Command, { machine, done }: Session): void {
  const admin = program.command("admin").description("users, keys and housekeeping of the service");
  for (const { name, description, words, work } of VERBS) {
    const command = admin.command(name).description(description).option("--data <folder>", "folder of the embedded database (DATA_DIR)");
    for (const word of words) command.argument(word);
    command.action(async (...given: unknown[]) => {
      const { data } = given[words.length] as { readonly data?: string };
      done(await withAdmin(machine, data, work(given.slice(0, words.length) as string[], machine)));
    });
  }
  for (const verb of FILE_VERBS)
    admin
      .command(verb.name)
      .description(verb.description)
      .argument("<file>")
      .option("--data <folder>", "folder of the embedded database (DATA_DIR)")
      .action(async (file: string, { data }: { readonly data?: string }) => done(await withFiles(machine, data, verb, file)));
}

/** What is done to the files of the embedded database, while nobody has it open. */
const FILE_VERBS = [
  { name: "backup", description: "write the embedded database into a new file", done: "backed up" },
  { name: "restore", description: "put a backup into a data folder without a database", done: "restored" },
] as const;

async function withFiles(machine: Machine, data: string | undefined, verb: (typeof FILE_VERBS)[number], file: string): Promise<ExitCode> {
  const [{ parseSettings }, { backUp, restore }] = await Promise.all([
    import("@mcp-assay/service/settings"),
    import("@mcp-assay/service/backup"),
  ]);
  const settings = parseSettings(machine.env, data === undefined ? {} : { data });
  if (!settings.ok) return complain(machine, settings.problem);
  const work = verb.name === "backup" ? backUp : restore;
  const result = await work(settings.value, resolve(machine.cwd, file));
  if (!result.ok) return complain(machine, result.problem);
  await machine.stdout.write(`${verb.done}\n`);
  return EXIT.done;
}

async function withAdmin(machine: Machine, data: string | undefined, work: Work): Promise<ExitCode> {
  const [{ parseSettings }, { openAdmin }] = await Promise.all([import("@mcp-assay/service/settings"), import("@mcp-assay/service/admin")]);
  const settings = parseSettings(machine.env, data === undefined ? {} : { data });
  if (!settings.ok) return complain(machine, settings.problem);
  const opened = await openAdmin(settings.value);
  if (!opened.ok) return complain(machine, opened.problem);
  try {
    const result = await work(opened.value);
    if (!result.ok) return await complain(machine, result.problem);
    await machine.stdout.write(`${result.value}\n`);
    return EXIT.done;
  } finally {
    await opened.value.close();
  }
}

function named<T>(result: Result<T>, say: (value: T) => string): Result<string> {
  return result.ok ? ok(say(result.value)) : result;
}

async function readKeys(path: string, file: string): Promise<Result<string>> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => error);
  return typeof text === "string"
    ? ok(text)
    : fail("INVALID_REQUEST", `the file cannot be read (${text.code ?? "unknown"})`, { where: file });
}
