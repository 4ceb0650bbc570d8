import type { IncomingMessage, ServerResponse } from "node:http";

interface Options {
  readonly allowedHosts?: readonly string[];
  readonly protectFromRebinding?: boolean;
}

export class EventTransport {
  readonly #allowedHosts: readonly string[];
  private readonly protectFromRebinding: boolean;

  constructor(options: Options) {
    this.#allowedHosts = options.allowedHosts ?? [];
    this.protectFromRebinding = options.protectFromRebinding ?? false;
  }

  private whyRefused(req: IncomingMessage): string | undefined {
    // Nothing to do unless it is wanted.
    if (!this.protectFromRebinding) {
      // older clients
      return undefined;
    }
    const host = req.headers.host ?? "";
    return this.#allowedHosts.includes(host) ? undefined : `Invalid host: ${host}`;
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    const reason = this.whyRefused(req);
    if (reason !== undefined) res.writeHead(403).end(reason);
    else res.writeHead(202).end();
  }
}
