import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { marksIn } from "../fixture/marks.ts";
import { readFixtures } from "../fixture/servers.ts";
import pairs from "./pairs.json" with { type: "json" };
import type { Files } from "./transformation.ts";

/** A vulnerable server and its fix. */
export interface Twin {
  readonly name: string;
  readonly language: "javascript" | "python";
  /** Keys of the rules: one of them finds something in the vulnerable server, none of them in the safe one. */
  readonly rules: readonly string[];
  readonly vulnerable: Files;
  readonly safe: Files;
}

const RULES = path.resolve(import.meta.dirname, "../../catalogue/rules");
const OWN = path.resolve(import.meta.dirname, "twins.fixture");

/** Twins of this folder, and servers of the rules' fixtures that pairs.json sets against each other. */
export function readTwins(): Twin[] {
  const own = readdirSync(OWN)
    .filter((file) => file.endsWith(".diff"))
    .sort()
    .map((file) => twinOf(file.slice(0, -".diff".length), readFileSync(path.join(OWN, file), "utf8")));
  return [...own, ...fixtureTwins()];
}

function fixtureTwins(): Twin[] {
  const fixtures = new Map(readFixtures(RULES).map((fixture) => [fixture.name, fixture]));
  return pairs.map(({ rule, vulnerable, safe }) => {
    const text = (name: string): string => {
      const found = fixtures
        .get(`${rule}.fixture`)
        ?.servers.find((server) => server.name === name)
        ?.files.get(name);
      if (found === undefined) throw new Error(`${rule} has no server ${name}`);
      return found;
    };
    if (!marksIn(vulnerable, text(vulnerable)).some((mark) => mark.kind === "finds" && mark.word === rule))
      throw new Error(`${vulnerable} is not marked: ${rule}`);
    return twin(`${rule.split("/")[1]} ${vulnerable}`, [rule], text(vulnerable), text(safe));
  });
}

/**
 * Reads a twin written as a difference: keys of rules on the first line, then the program, where lines after "-" are of
 * the vulnerable server only, and lines after "+" of the safe one only. Imports of the SDK, the server object and its
 * start are added around it. The name's end says the language: ".ts" or ".py".
 */
export function twinOf(name: string, text: string): Twin {
  const [rules = "", ...lines] = text.split("\n");
  const side = (sign: string) =>
    lines
      .filter((line) => line === "" || line.startsWith(" ") || line.startsWith(sign))
      .map((line) => line.slice(1))
      .join("\n");
  const frame = name.endsWith(".py") ? pythonServer : typescriptServer;
  return twin(name, rules.split(" "), frame(side("-")), frame(side("+")));
}

function twin(name: string, rules: readonly string[], vulnerable: string, safe: string): Twin {
  const python = name.endsWith(".py");
  const files = (text: string): Files => new Map([[python ? "server.py" : "server.ts", text]]);
  return { name, language: python ? "python" : "javascript", rules, vulnerable: files(vulnerable), safe: files(safe) };
}

function typescriptServer(text: string): string {
  const lines = text.split("\n");
  const from = lines.findLastIndex((line) => line.startsWith("import ")) + 1;
  return [
    ...lines.slice(0, from),
    'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";',
    'import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";',
    'import { z } from "zod";',
    "",
    'const server = new McpServer({ name: "sample", version: "1.0.0" });',
    ...lines.slice(from),
    "await server.connect(new StdioServerTransport());",
    "",
  ].join("\n");
}

function pythonServer(text: string): string {
  const lines = text.split("\n");
  const from = lines.findLastIndex((line) => /^(import|from) /.test(line)) + 1;
  return [
    ...lines.slice(0, from),
    "from mcp.server.fastmcp import FastMCP",
    "",
    'mcp = FastMCP("sample")',
    ...lines.slice(from),
    "mcp.run()",
    "",
  ].join("\n");
}
