import { exec } from "node:child_process";

export function list(folder: string): void {
  // finds: scan/ignored-settings
  exec(`ls ${folder}`); // mcp-assay: allow injection/shell-command -- the folder comes from us
}

export function show(file: string): void {
  // finds: scan/ignored-settings
  exec(`cat ${file}`); /* mcp-assay: allow MCP-A001 -- reviewed */
}
