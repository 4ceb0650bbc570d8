import type { Problem } from "@mcp-assay/core/problem";
import type { Store } from "../app/store.ts";

/** To the database thread: call one method of the store, or close. */
export type ToThread =
  | { readonly kind: "call"; readonly id: number; readonly method: keyof Store; readonly args: readonly unknown[] }
  | { readonly kind: "close" };

/** From the database thread. */
export type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "value"; readonly id: number; readonly value: unknown }
  | { readonly kind: "error"; readonly id: number; readonly message: string }
  | { readonly kind: "notice"; readonly channel: string; readonly payload: string }
  | { readonly kind: "closed" };
