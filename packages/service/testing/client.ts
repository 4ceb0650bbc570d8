import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { vi } from "vitest";

export interface Sent {
  readonly cookie?: string;
  readonly bearer?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, by POST unless `method` says otherwise. */
  readonly body?: unknown;
  readonly method?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The cookies that were set, as they are sent back. */
  readonly cookie: string;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests assert its shape
  readonly json: any;
}

export type Ask = (path: string, sent?: Sent) => Promise<Answered>;

/** Asks a running service; redirects are not followed. */
export function clientOf(address: () => string): Ask {
  return async (path, { cookie, bearer, headers, body, method } = {}) => {
    const response = await fetch(address() + path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    const json = /json/u.test(response.headers.get("content-type") ?? "") && text !== "" ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, cookie: cookies.join("; "), text, json };
  };
}

const PASSWORD = "correct horse battery";

/** Makes an account; gives the cookie of its session. */
export async function signUp(ask: Ask, name: string): Promise<string> {
  const made = await ask("/api/auth/sign-up/email", { body: { email: `${name}@example.org`, password: PASSWORD, name } });
  if (made.status !== 200) throw new Error(made.text);
  return made.cookie;
}

/** The newest mail to an address in the outbox of a data folder. */
export function mailTo(dataDir: string, address: string): Promise<string> {
  const outbox = join(dataDir, "outbox");
  // Mail is on its way when the answer comes.
  return vi.waitFor(async () => {
    for (const file of (await readdir(outbox)).sort().reverse()) {
      const text = (await readFile(join(outbox, file), "utf8")).replaceAll("=\n", "").replaceAll("=3D", "=");
      if (text.includes(`To: ${address}`)) return text;
    }
    throw new Error(`no mail to ${address}`);
  }, 30_000);
}
