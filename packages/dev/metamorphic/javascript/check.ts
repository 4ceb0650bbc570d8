import path from "node:path";
import ts from "typescript";
import type { Files } from "../transformation.ts";

/** Node's types lie below the repository; programs are checked as if they lay in a folder there. */
const ROOT = path.resolve(import.meta.dirname, "../../../..").replaceAll("\\", "/");
const FOLDER = `${ROOT}/node_modules/.cache/metamorphic`;
const LIBRARIES = "libraries.d.ts";

const OPTIONS: ts.CompilerOptions = {
  ...{
    target: ts.ScriptTarget.ESNext,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  },
  ...{ types: ["node"], typeRoots: [`${ROOT}/node_modules/@types`], moduleDetection: ts.ModuleDetectionKind.Force },
  ...{ strict: false, noEmit: true, allowJs: true, checkJs: true, skipLibCheck: true, esModuleInterop: true },
};

/** In compiled code types are gone; what is left to be wrong is a name that nothing declares, or that is declared twice. */
const NAME_ERRORS: ReadonlySet<number> = new Set([2300, 2304, 2305, 2307, 2451, 2552, 18004]);

/**
 * Type-checks programs, all in one go, with libraries other than Node's taken on trust.
 * @returns for each program the first of its errors, as "file:line: message"
 */
export function typeErrors(programs: readonly Files[]): (string | null)[] {
  const texts = new Map<string, string>();
  programs.forEach((files, at) => {
    for (const [file, text] of files) texts.set(`${FOLDER}/${at}/${file}`, text);
  });
  const code = [...texts.keys()].filter((file) => /\.[jt]s$/.test(file));
  texts.set(`${FOLDER}/${LIBRARIES}`, librariesOf(code.map((file) => texts.get(file) ?? "")));
  const program = ts.createProgram([...code, `${FOLDER}/${LIBRARIES}`], OPTIONS, hostOver(texts));
  return programs.map((_, at) => {
    const own = code.filter((file) => file.startsWith(`${FOLDER}/${at}/`));
    for (const file of own) {
      const error = firstError(program, program.getSourceFile(file));
      if (error !== null) return `${file.slice(`${FOLDER}/${at}/`.length)}:${error}`;
    }
    return null;
  });
}

function firstError(program: ts.Program, file: ts.SourceFile | undefined): string | null {
  if (file === undefined) return "not read";
  const compiled = file.fileName.endsWith(".js");
  const semantic = program.getSemanticDiagnostics(file).filter(({ code }) => !compiled || NAME_ERRORS.has(code));
  const [error] = [...program.getSyntacticDiagnostics(file), ...semantic];
  if (error === undefined) return null;
  return `${file.getLineAndCharacterOfPosition(error.start ?? 0).line + 1}: ${ts.flattenDiagnosticMessageText(error.messageText, " ")}`;
}

/** Declares every library that the texts name and Node does not have; a wrong relative path stays wrong. */
function librariesOf(texts: readonly string[]): string {
  const names = new Set(texts.flatMap((text) => ts.preProcessFile(text, true, true).importedFiles.map((one) => one.fileName)));
  return [...names]
    .filter((name) => !/^(\.|node:)/.test(name))
    .map((name) => `declare module ${JSON.stringify(name)};\n`)
    .join("");
}

function hostOver(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS, true);
  const folders = new Set([...texts.keys()].map((file) => path.posix.dirname(file)));
  return {
    ...host,
    fileExists: (file) => texts.has(file) || (!file.startsWith(FOLDER) && host.fileExists(file)),
    directoryExists: (folder) => folders.has(folder) || ts.sys.directoryExists(folder),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile: (file, version) => {
      const text = texts.get(file);
      return text === undefined ? host.getSourceFile(file, version) : ts.createSourceFile(file, text, version, true);
    },
  };
}
