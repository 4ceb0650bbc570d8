import { join } from "node:path";
import type { Machine } from "./machine.ts";

/** Where this machine keeps its advisory data. */
export function advisoryFolder({ env, home }: Pick<Machine, "env" | "home">): string {
  return join(env.DATA_DIR || join(home, ".mcp-assay"), "advisories");
}

/** Where this machine keeps caches. */
export function cacheFolder({ env, home }: Pick<Machine, "env" | "home">): string {
  const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(home, ".cache");
  return join(base, "mcp-assay");
}
