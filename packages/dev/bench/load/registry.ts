import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { startUpstream, type Upstream } from "@mcp-assay/sources/testing/upstream";
import { create } from "tar";

const VERSION = "1.0.0";

/** A package as it is published: its name here stands before a number, so that every number is a package of its own. */
export interface Published {
  readonly name: string;
  readonly folder: string;
}

/** An npm registry on this machine: "<name>-<number>" is the package of that name, whatever the number. */
export async function startRegistry(packages: readonly Published[]): Promise<Upstream> {
  const archives = new Map<string, { readonly tarball: Buffer; readonly manifest: object }>();
  for (const { name, folder } of packages) {
    const pieces: Buffer[] = [];
    for await (const piece of create({ gzip: true, cwd: folder, prefix: "package", portable: true }, ["."])) pieces.push(piece as Buffer);
    const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as object;
    archives.set(name, { tarball: Buffer.concat(pieces), manifest });
  }
  const upstream = await startUpstream();
  upstream.answer = ({ path: asked }) => {
    const [, name = "", number = "", rest = ""] = /^\/([a-z-]+)-(\d+)(\/.*)?$/u.exec(asked) ?? [];
    const found = archives.get(name);
    if (found === undefined) return undefined;
    if (rest !== "") return { body: found.tarball, headers: { "content-type": "application/octet-stream" } };
    return { body: JSON.stringify(documentOf(`${name}-${number}`, found, upstream.url)), headers: { "content-type": "application/json" } };
  };
  return upstream;
}

function documentOf(name: string, { tarball, manifest }: { readonly tarball: Buffer; readonly manifest: object }, url: string): object {
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const dist = { tarball: `${url}/${name}/-/${name}-${VERSION}.tgz`, integrity };
  return { name, "dist-tags": { latest: VERSION }, versions: { [VERSION]: { ...manifest, name, version: VERSION, dist } } };
}
