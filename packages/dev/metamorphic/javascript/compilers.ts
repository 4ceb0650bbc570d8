import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import ts from "typescript";
import { type Files, inTurn, type Transformation } from "../transformation.ts";
import { moveToFile } from "./files.ts";
import { inheritedMethod } from "./handlers.ts";

/** Compiles every file by itself, as `tsc` does without types. `await` at the top cannot stand in CommonJS. */
function compiled(name: string, target: ts.ScriptTarget, module: ts.ModuleKind): Transformation {
  const compilerOptions: ts.CompilerOptions = { target, module, esModuleInterop: true, ignoreDeprecations: "6.0", removeComments: true };
  const type = module === ts.ModuleKind.CommonJS ? "commonjs" : "module";
  const apply = (files: Files): Files =>
    new Map([
      ["package.json", JSON.stringify({ name: "sample", version: "1.0.0", type, main: "server.js" })],
      ...[...files].map(([file, text]): [string, string] => [
        file.replace(/\.ts$/, ".js"),
        ts.transpileModule(type === "commonjs" ? withoutTopAwait(text) : text, { fileName: file, compilerOptions }).outputText,
      ]),
    ]);
  return { name, apply };
}

/** One minified file of all, libraries left outside. */
function bundled(name: string, options: BuildOptions): Transformation {
  const apply = async (files: Files): Promise<Files> => {
    const contents = [...files].map(([file, text]): [string, string] => [file, options.format === "cjs" ? withoutTopAwait(text) : text]);
    const result = await build({
      ...{ entryPoints: ["server.ts"], bundle: true, write: false, platform: "node", logLevel: "silent" },
      ...options,
      plugins: [{ name: "memory", setup: (context) => memory(context, new Map(contents)) }],
    });
    const [output] = result.outputFiles ?? [];
    if (output === undefined) throw new Error("the bundler gave nothing");
    const type = options.format === "cjs" ? "commonjs" : "module";
    return new Map([
      ["package.json", JSON.stringify({ name: "sample", version: "1.0.0", type, main: "dist/index.js" })],
      ["dist/index.js", output.text],
    ]);
  };
  return { name, apply };
}

type PluginContext = Parameters<NonNullable<BuildOptions["plugins"]>[number]["setup"]>[0];

function memory(context: PluginContext, files: Files): void {
  context.onResolve({ filter: /.*/ }, ({ path: specifier, importer, kind }) =>
    kind === "entry-point" || specifier.startsWith(".")
      ? { path: path.posix.join(path.posix.dirname(importer), specifier).replace(/\.js$/, ".ts"), namespace: "memory" }
      : { path: specifier, external: true },
  );
  context.onLoad({ filter: /.*/, namespace: "memory" }, ({ path: file }) => ({ contents: files.get(file) ?? "", loader: "ts" }));
}

function withoutTopAwait(text: string): string {
  return text.replaceAll(/^await /gm, "void ");
}

const bundle = bundled("bundle and minify", { format: "esm", minify: true });
const es5 = compiled("compile to ES5", ts.ScriptTarget.ES5, ts.ModuleKind.CommonJS);

export const COMPILERS: readonly Transformation[] = [
  es5,
  compiled("compile to ES2015", ts.ScriptTarget.ES2015, ts.ModuleKind.CommonJS),
  compiled("compile to ES2017", ts.ScriptTarget.ES2017, ts.ModuleKind.CommonJS),
  compiled("compile to ES2022 CommonJS", ts.ScriptTarget.ES2022, ts.ModuleKind.CommonJS),
  compiled("compile to ES2022 modules", ts.ScriptTarget.ES2022, ts.ModuleKind.ES2022),
  bundle,
  bundled("bundle to CommonJS and minify", { format: "cjs", minify: true }),
  bundled("bundle for an old runtime", { format: "cjs", target: "es2015", minify: true }),
  inTurn("move to a file, compile to ES5", moveToFile, es5),
  inTurn("handler in a base class, compile to ES5", inheritedMethod, es5),
  inTurn("move to a file, bundle and minify", moveToFile, bundle),
];
