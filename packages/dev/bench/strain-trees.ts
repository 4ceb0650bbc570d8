import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** A server whose one tool hands its argument to `work`. */
const SERVER = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { exec } from "node:child_process";
import { z } from "zod";
import { work } from "./work.js";
const server = new McpServer({ name: "strain", version: "1.0.0" });
server.registerTool("run", { description: "Runs it", inputSchema: { a: z.string() } }, async ({ a }) => {
  exec("ls " + a);
  return { content: [{ type: "text", text: String(work(a)) }] };
});
`;
const MANIFEST = JSON.stringify({ name: "strain", version: "1.0.0", type: "module", main: "server.js" });

const times = (count: number, part: (index: number) => string): string => Array.from({ length: count }, (_, index) => part(index)).join("");

/** Programs that no person writes, by what is much about them. */
export const PATHOLOGICAL: Readonly<Record<string, () => string>> = {
  "brackets nested 20,000 deep": () => `export function work(a) { return ${"[".repeat(20_000)}a${"]".repeat(20_000)}; }\n`,
  "blocks nested 3,000 deep": () => `export function work(a) { ${"if (a) {".repeat(3000)}return a;${"}".repeat(3000)} return a; }\n`,
  "10 MB on one line": () =>
    `${times(85_000, (i) => `function f${i}(a,b){var c=a+b;if(c>${i}){return g${i}(c,"text ${i}")}return c}function g${i}(a,b){return a+b}`)}export function work(a){return f1(a,1)}`,
  "50,000 functions": () =>
    `${times(50_000, (i) => `function f${i}(a) { return f${(i + 1) % 50_000}(a + ${i}); }\n`)}export function work(a) { return f0(a); }\n`,
  "a switch of 5,000 cases": () =>
    `export function work(a) {\n  let x = "";\n  switch (a) {\n${times(5000, (i) => `    case "c${i}": x += a + ${i}; break;\n`)}  }\n  return x;\n}\n`,
};

export async function pathologicalTree(folder: string, name: string): Promise<void> {
  await writeTree(folder, new Map([["work.js", (PATHOLOGICAL[name] as () => string)()]]));
}

const MILLION = { files: 500, functions: 200 };

/** A million lines in five hundred modules, each using the next. */
export async function millionLines(folder: string): Promise<void> {
  const files = new Map<string, string>();
  for (let file = 0; file < MILLION.files; file++) {
    const body = times(
      MILLION.functions,
      (i) =>
        `export function step${i}(input, options = {}) {\n  const limit = options.limit ?? ${i};\n  const words = String(input).split(" ");\n  const kept = [];\n  for (const word of words) {\n    if (word.length > limit) kept.push(word.trim());\n  }\n  return kept.join("-");\n}\n\n`,
    );
    const next = file + 1 < MILLION.files ? `import { work as next } from "./part${file + 1}.js";\n` : "const next = (a) => a;\n";
    files.set(`part${file}.js`, `${next}${body}export function work(a) { return next(step1(a)); }\n`);
  }
  files.set("work.js", 'export { work } from "./part0.js";\n');
  await writeTree(folder, files);
}

/** The same package several times, under names of its own. */
export async function copiedTree(from: string, folder: string, copies: number): Promise<void> {
  for (let copy = 1; copy <= copies; copy++) await cp(from, path.join(folder, `copy${copy}`), { recursive: true });
}

async function writeTree(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of [...files, ["server.js", SERVER], ["package.json", MANIFEST]] as const)
    await writeFile(path.join(folder, name), text);
}
