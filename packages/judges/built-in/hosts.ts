import type { ToolMaterial } from "../material/tool-material.ts";
import { wordsOfName } from "./words.ts";

const HOST = /\bhttps?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)/gi;
/** Labels of host names that name nobody. */
const NOBODY = new Set(
  "www api apis app com org net io dev ai co uk eu de cloud http https v1 v2 gov edu info me example test localhost internal".split(" "),
);

/** Hosts that are written out in the requests of a tool, and in the functions around them. */
export function hostsOf(tool: ToolMaterial): string[] {
  const code = [...tool.acts.map(({ call, line }) => `${call}\n${line}`), ...tool.flows.map(({ sinkLine }) => sinkLine)];
  const pieces = tool.excerpt?.pieces.map(({ text }) => text) ?? [];
  return [...new Set([...code, ...pieces].flatMap((text) => [...text.matchAll(HOST)].map((match) => (match[1] as string).toLowerCase())))];
}

/** Whether what a tool, its server or its package is called gives every host away that it talks to; false where no host is known. */
export function hostIsKnown(tool: ToolMaterial, words: string): boolean {
  const hosts = hostsOf(tool);
  return hosts.length > 0 && unknownHosts(tool, words).length === 0;
}

/** Hosts of which neither the tool nor its server nor its package bears the name. */
export function unknownHosts(tool: ToolMaterial, words: string): string[] {
  const own = `${words} ${wordsOfName(tool.server.name)} ${wordsOfName(tool.server.packageName)}`.replace(/[^\p{L}\p{N}]+/gu, "");
  return hostsOf(tool).filter((host) => {
    const owner = ownerOf(host);
    return host !== "localhost" && (owner === null || !own.includes(owner));
  });
}

/** The label of a host name that its owner registered: "github" of "api.github.com"; what stands before it is anybody's choice. */
function ownerOf(host: string): string | null {
  const label = host.split(".").findLast((one) => one.length >= 3 && !NOBODY.has(one));
  return label?.replaceAll("-", "") ?? null;
}
