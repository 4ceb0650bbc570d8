import { modelFiles } from "../scaffold/model-template.ts";
import { writeNew } from "../scaffold/write-new.ts";

/** `npm run new-model -- <javascript|python> <library>`: creates the model and its fixture, edits nothing. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const [language, library = ""] = args;
  if ((language !== "javascript" && language !== "python") || !/^(@[\w-]+\/)?[\w][\w.-]*(\/[\w.-]+)*$/.test(library)) {
    process.stderr.write("usage: npm run new-model -- <javascript|python> <library>\n");
    return 2;
  }
  const files = modelFiles(language, library);
  const taken = await writeNew(root, files);
  if (taken.length > 0) {
    process.stderr.write(`new-model: ${taken.join(", ")} exists already; edit it\n`);
    return 1;
  }
  process.stdout.write(
    `${[...files.keys()].map((file) => `created ${file}\n`).join("")}\nDescribe what the library does, never what is wrong with it. Then run: npm run generate\n`,
  );
  return 0;
}
