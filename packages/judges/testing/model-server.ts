import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ProviderName } from "../model/model-config.ts";

/** What a local server does with one request. */
export type Behaviour =
  | { readonly kind: "answers"; readonly text: string; readonly model?: string }
  | { readonly kind: "refuses" }
  | { readonly kind: "cuts-answer" }
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly kind: "raw"; readonly body: string }
  | { readonly kind: "silent" }
  | { readonly kind: "hangs-up" }
  | { readonly kind: "breaks-off" }
  | { readonly kind: "redirects"; readonly to: string };

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
}

/** A server that speaks one of the APIs on the loopback interface. */
export interface ModelServer {
  readonly baseUrl: string;
  readonly received: readonly Received[];
  readonly close: () => Promise<void>;
}

/** @param behave called for each request with its number, from 0 */
export async function modelServer(provider: ProviderName, behave: (request: Received, index: number) => Behaviour): Promise<ModelServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const one: Received = {
      path: request.url ?? "",
      headers: request.headers,
      body: JSON.parse(await textOf(request)) as Received["body"],
    };
    received.push(one);
    respond(provider, behave(one, received.length - 1), one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, received, close: () => closed(server) };
}

function respond(provider: ProviderName, behaviour: Behaviour, request: Received, response: ServerResponse): unknown {
  const send = (body: string) => response.writeHead(200, { "content-type": "application/json" }).end(body);
  switch (behaviour.kind) {
    case "answers":
      return send(JSON.stringify(SUCCESS[provider](behaviour.text, behaviour.model ?? modelOf(request))));
    case "refuses":
      return send(JSON.stringify(REFUSAL[provider](modelOf(request))));
    case "cuts-answer":
      return send(JSON.stringify(CUT[provider](modelOf(request))));
    case "raw":
      return send(behaviour.body);
    case "status":
      return response.writeHead(behaviour.status, behaviour.headers ?? {}).end(behaviour.body ?? '{"error":{"message":"no"}}');
    case "redirects":
      return response.writeHead(307, { location: behaviour.to }).end();
    case "silent":
      return null;
    case "hangs-up":
      return response.destroy();
    case "breaks-off":
      response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
      response.write('{"half":');
      return setImmediate(() => response.destroy());
  }
}

/** OpenAI, Anthropic and Ollama name the model in the body, Google in the path. */
function modelOf({ body, path }: Received): string {
  return typeof body["model"] === "string" ? body["model"] : decodeURIComponent(/models\/([^:]+)/.exec(path)?.[1] ?? "");
}

type Shape = (text: string, model: string) => unknown;

const chat = (content: string | null, model: string, more: object, finish: string): unknown => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  model,
  choices: [{ index: 0, message: { role: "assistant", content, ...more }, finish_reason: finish }],
  usage: { prompt_tokens: 900, completion_tokens: 80, total_tokens: 980 },
});
const message = (model: string, content: readonly object[], stop: string): unknown => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  model,
  content,
  stop_reason: stop,
  usage: { input_tokens: 900, output_tokens: 80 },
});
const candidate = (model: string, text: string | null, finish: string): unknown => ({
  candidates: [{ index: 0, finishReason: finish, ...(text === null ? {} : { content: { role: "model", parts: [{ text }] } }) }],
  usageMetadata: { promptTokenCount: 900, candidatesTokenCount: 80, totalTokenCount: 980 },
  modelVersion: model,
});
const SUCCESS: Readonly<Record<ProviderName, Shape>> = {
  openai: (text, model) => chat(text, model, { refusal: null }, "stop"),
  "openai-compatible": (text, model) => chat(text, model, {}, "stop"),
  anthropic: (text, model) => message(model, [{ type: "tool_use", id: "toolu_1", name: "json", input: parsed(text) }], "tool_use"),
  google: (text, model) => candidate(model, text, "STOP"),
  ollama: (text, model) => chat(text, model, {}, "stop"),
};
const REFUSAL: Readonly<Record<ProviderName, (model: string) => unknown>> = {
  openai: (model) => chat(null, model, { refusal: "I can't help with that." }, "stop"),
  "openai-compatible": (model) => chat(null, model, {}, "content_filter"),
  anthropic: (model) => message(model, [{ type: "text", text: "I can't help with that." }], "refusal"),
  google: (model) => candidate(model, null, "SAFETY"),
  ollama: (model) => chat("I can't help with that.", model, {}, "stop"),
};
const CUT: Readonly<Record<ProviderName, (model: string) => unknown>> = {
  openai: (model) => chat('{"criteria":', model, {}, "length"),
  "openai-compatible": (model) => chat('{"criteria":', model, {}, "length"),
  anthropic: (model) => message(model, [{ type: "tool_use", id: "toolu_1", name: "verdict", input: {} }], "max_tokens"),
  google: (model) => candidate(model, '{"criteria":', "MAX_TOKENS"),
  ollama: (model) => chat('{"criteria":', model, {}, "length"),
};

/** An API that parses tool input itself hands over what it could not parse as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString("utf8");
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
