import type { MessagePort } from "node:worker_threads";
import { openEmbedded } from "./embedded.ts";
import type { FromThread, ToThread } from "./thread-messages.ts";

/** The database side of the seam: opens the folder, then answers calls until it is told to close. */
export async function serveDatabase(port: MessagePort, { folder }: { readonly folder: string | null }): Promise<void> {
  const say = (message: FromThread) => port.postMessage(message);
  const opened = await openEmbedded(folder, (channel, payload) => say({ kind: "notice", channel, payload })).catch((error: unknown) => ({
    ok: false as const,
    problem: { code: "INTERNAL" as const, message: `the embedded database does not open: ${textOf(error)}` },
  }));
  if (!opened.ok) {
    say({ kind: "refused", problem: opened.problem });
    port.close();
    return;
  }
  const { store, close } = opened.value;
  port.on("message", async (message: ToThread) => {
    if (message.kind === "close") {
      await close();
      say({ kind: "closed" });
      port.close();
      return;
    }
    try {
      const method = store[message.method] as (...args: readonly unknown[]) => Promise<unknown>;
      say({ kind: "value", id: message.id, value: await method(...message.args) });
    } catch (error) {
      say({ kind: "error", id: message.id, message: textOf(error) });
    }
  });
  say({ kind: "ready" });
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ""}` : String(error);
}
