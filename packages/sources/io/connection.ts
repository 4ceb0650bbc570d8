import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type { Dispatcher } from "undici";
import { isPublicAddress } from "./address.ts";

/** Resolves a host name to all its addresses; the operating system's resolver unless a test brings its own. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Thrown inside a connection attempt; the client turns it into a Problem and never retries it. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";
  constructor(host: string) {
    super(`${host} resolves to a private, link-local or loopback address`);
  }
}

export interface Connections {
  /** For hosts that are configured: any address is allowed. */
  readonly trusted: () => Promise<Dispatcher>;
  /** For every other host: only public addresses, and exactly the one that was checked. */
  readonly checked: () => Promise<Dispatcher>;
  readonly close: () => Promise<void>;
}

/**
 * Two connection pools, each opened when it is first asked for: loading the client takes longer than many a scan. Name resolution happens inside the connection attempt, so the address that
 * was checked is the address that is used, whatever the name resolves to a moment later. With a
 * proxy the proxy resolves names; then only literal addresses can be checked here.
 */
export function connect(env: Readonly<Record<string, string | undefined>>, resolve: Resolve = resolveAll): Connections {
  const options = { connections: 8, pipelining: 1, keepAliveTimeout: 10_000, maxHeaderSize: 64 * 1024 };
  const proxy = {
    httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? "",
    httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? "",
    noProxy: env.no_proxy ?? env.NO_PROXY ?? "",
  };
  const open = async (check: boolean): Promise<Dispatcher> => {
    const { Agent, EnvHttpProxyAgent } = await import("undici");
    const connectOptions = { timeout: 10_000, lookup: pinned(resolve, check) };
    const direct = { ...options, connect: connectOptions };
    return proxy.httpProxy === "" && proxy.httpsProxy === "" ? new Agent(direct) : new EnvHttpProxyAgent({ ...direct, ...proxy });
  };
  const pools = new Map<boolean, Promise<Dispatcher>>();
  const pool = (check: boolean): Promise<Dispatcher> => {
    const opened = pools.get(check) ?? open(check);
    pools.set(check, opened);
    return opened;
  };
  return {
    trusted: () => pool(false),
    checked: () => pool(true),
    close: async () => void (await Promise.all([...pools.values()].map(async (opened) => (await opened).destroy()))),
  };
}

/** Whether a URL's host is an address literal that only a configured upstream may use; `lookup` is never asked for those. */
export function isRefusedLiteral(url: URL): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/u, "$1");
  return isIP(host) !== 0 && !isPublicAddress(host);
}

function pinned(resolve: Resolve, check: boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const refused = check && found.some((entry) => !isPublicAddress(entry.address));
        const [first] = found;
        if (refused) callback(new RefusedAddress(host), "", 0);
        else if (first === undefined) callback(Object.assign(new Error(`${host} has no address`), { code: "ENOTFOUND" }), "", 0);
        else if (options.all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

function resolveAll(host: string): ReturnType<Resolve> {
  return new Promise((done, failed) => {
    systemLookup(host, { all: true }, (error, found) => (error === null ? done(found) : failed(error)));
  });
}
