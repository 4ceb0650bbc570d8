import type { SkipReason } from "../snapshot.ts";

/** Reasons for which something that may run was not looked at, though nobody chose to leave it out. */
export const LOST: ReadonlySet<SkipReason> = new Set(["too-large", "unreadable", "budget", "timeout", "limit", "depth"]);
