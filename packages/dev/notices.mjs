// Names whose code a build carries inside itself, with the text of each licence: most of them ask for that.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/**
 * @param {string} root folder that the paths are relative to
 * @param {readonly string[]} inputs files that went into the build
 * @returns {Promise<string>} one section for each package, by name
 */
export async function noticesFor(root, inputs) {
  const folders = new Set(inputs.flatMap((input) => PACKAGE.exec(input.replaceAll("\\", "/"))?.[1] ?? []));
  const sections = await Promise.all([...folders].map((folder) => section(path.resolve(root, folder))));
  return `This build contains code of other projects, under these licences.\n\n${[...new Set(sections)].sort().join("\n")}`;
}

/** @param {string} folder */
async function section(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => LICENCE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  return `${"-".repeat(80)}\n${name} ${version} (${license ?? "no licence named"})\n\n${texts.map((text) => `${text.trim()}\n`).join("\n")}`;
}
