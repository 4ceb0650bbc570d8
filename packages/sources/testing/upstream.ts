import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a test upstream answers; the flags make it misbehave in the ways that networks do. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Closes the connection: before anything is sent, or after this many bytes of the body. */
  readonly breakAfter?: number;
  /** Sends the headers and then nothing. */
  readonly stall?: boolean;
  /** Sends the body again and again. */
  readonly endless?: boolean;
}

export type Answer = (request: SeenRequest) => Reply | undefined;

export interface Upstream {
  /** "http://127.0.0.1:port", without a slash. */
  readonly url: string;
  readonly seen: SeenRequest[];
  /** How it answers; tests replace it. Undefined is 404. */
  answer: Answer;
  readonly close: () => Promise<void>;
}

/** Starts an HTTP server on a free port of the loopback address. */
export async function startUpstream(answer: Answer = () => undefined): Promise<Upstream> {
  const seen: SeenRequest[] = [];
  const upstream: { -readonly [key in keyof Upstream]: Upstream[key] } = { url: "", seen, answer, close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const asked = { method: request.method ?? "", path: request.url ?? "", headers: request.headers };
    seen.push(asked);
    const reply = upstream.answer(asked) ?? { status: 404, body: "{}" };
    const body = Buffer.from(reply.body ?? "");
    if (reply.breakAfter === 0) return void request.socket.destroy();
    response.writeHead(reply.status ?? 200, {
      // A length would make an empty body complete: what stalls or never ends has none.
      ...(reply.endless === true || reply.stall === true ? {} : { "content-length": String(body.length) }),
      ...reply.headers,
    });
    if (reply.stall === true) return void response.flushHeaders();
    if (reply.endless === true) return void pour(response, body);
    if (reply.breakAfter === undefined) return void response.end(body);
    response.write(body.subarray(0, reply.breakAfter), () => request.socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  upstream.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  upstream.close = () => stop(server);
  return upstream;
}

function pour(response: ServerResponse, body: Buffer): void {
  const more = (): void => {
    while (!response.destroyed && response.write(body));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
