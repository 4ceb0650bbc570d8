import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { Problem, Result } from "@mcp-assay/core/problem";
import { describe, expect, it } from "vitest";
import { afterwards, ioFor } from "../testing/scratch.ts";
import { type Answer, startUpstream, type Upstream } from "../testing/upstream.ts";
import { isPublicAddress } from "./address.ts";
import type { Resolve } from "./connection.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import type { IoSettings } from "./io.ts";
import type { Limits } from "./limits.ts";

async function upstreamOf(answer: Answer): Promise<Upstream> {
  const upstream = await startUpstream(answer);
  afterwards(upstream.close);
  return upstream;
}

interface Ask {
  readonly trust?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly env?: Record<string, string>;
  readonly resolve?: Resolve;
  readonly pauses?: number[];
}

async function ask(
  request: Partial<HttpRequest> & { readonly url: string },
  { trust = [], limits = {}, env = {}, resolve, pauses }: Ask = {},
): Promise<Result<HttpResponse>> {
  const settings: Partial<IoSettings> = { limits: { attempts: 3, ...limits } };
  const io = await ioFor(env, settings, { ...(resolve === undefined ? {} : { resolve }), pause: async (ms) => void pauses?.push(ms) });
  for (const url of trust) io.trust(url);
  return io.http({ maxBytes: 1_000_000, timeoutMs: 60_000, ...request });
}

function problemIn(result: Result<unknown>): Problem {
  if (result.ok) throw new Error("expected a problem");
  return result.problem;
}

describe("addresses", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "fe80::1%eth0",
    "localhost",
    "",
    "1.2.3",
  ])("%s is no public address", (address) => expect(isPublicAddress(address)).toBe(false));
  it.each([
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
    "2002:101:101::1",
  ])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));
});

describe("where requests go", () => {
  it.each([
    "http://example.com/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://169.254.169.254/latest",
    "https://user:pass@example.com/x",
    "ftp://example.com/x",
    "file:///etc/passwd",
  ])("never to %s", async (url) => {
    expect(problemIn(await ask({ url }))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it("not to a public name that resolves to a private address", async () => {
    const resolve: Resolve = async () => [{ address: "10.0.0.7", family: 4 }];
    expect(problemIn(await ask({ url: "https://registry.example.com/x" }, { resolve })).message).toContain("private");
  });

  it("not to a name with one public and one private address", async () => {
    const resolve: Resolve = async () => [
      { address: "1.1.1.1", family: 4 },
      { address: "::1", family: 6 },
    ];
    expect(problemIn(await ask({ url: "https://registry.example.com/x" }, { resolve })).message).toContain("private");
  });

  it("asks the name service once for a connection, so that a second answer cannot lead elsewhere", async () => {
    let asked = 0;
    const resolve: Resolve = async () => {
      asked++;
      return [{ address: asked === 1 ? "10.0.0.7" : "1.1.1.1", family: 4 }];
    };
    expect(problemIn(await ask({ url: "https://rebinding.example.com/x" }, { resolve })).message).toContain("private");
    expect(asked).toBe(1);
  });

  it("to a private host that is configured, also by plain http", async () => {
    const upstream = await upstreamOf(() => ({ body: "yes" }));
    expect(await ask({ url: `${upstream.url}/x` }, { trust: [upstream.url] })).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it("not to another port of a configured host", async () => {
    const [upstream, other] = [await upstreamOf(() => ({ body: "yes" })), await upstreamOf(() => ({ body: "no" }))];
    expect(problemIn(await ask({ url: other.url }, { trust: [upstream.url] })).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(other.seen).toEqual([]);
  });

  it("through the proxy of the environment", async () => {
    const upstream = await upstreamOf(() => ({ body: "by proxy" }));
    const tunnels: string[] = [];
    const proxy = createServer().on("connect", (request, socket: Socket, head: Buffer) => {
      tunnels.push(request.url ?? "");
      const through = connect(Number(new URL(upstream.url).port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        through.write(head);
        socket.pipe(through).pipe(socket);
      });
      socket.on("error", () => through.destroy());
      through.on("error", () => socket.destroy());
    });
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
    afterwards(async () => void proxy.close());
    const env = { HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    expect(await ask({ url: "http://mirror.example/x" }, { trust: ["http://mirror.example"], env })).toMatchObject({
      ok: true,
      value: { status: 200 },
    });
    expect(tunnels).toEqual(["mirror.example:80"]);
  });
});

describe("redirects", () => {
  it("are followed five times", async () => {
    const upstream = await upstreamOf(({ path }) => {
      const hop = Number(path.slice(1));
      return hop === 0 ? { body: "there" } : { status: 302, headers: { location: `/${hop - 1}` } };
    });
    expect(await ask({ url: `${upstream.url}/5` }, { trust: [upstream.url] })).toMatchObject({ ok: true, value: { status: 200 } });
    expect(problemIn(await ask({ url: `${upstream.url}/6` }, { trust: [upstream.url] })).message).toContain("redirects more than 5 times");
  });

  it.each([
    "http://127.0.0.1:9/",
    "http://169.254.169.254/",
    "https://localhost:1/",
    "//10.0.0.1/x",
    "gopher://x/",
    "http://[::ffff:127.0.0.1]/",
    "http://exa mple/",
  ])("to %s are refused", async (location) => {
    const upstream = await upstreamOf(() => ({ status: 307, headers: { location } }));
    const resolve: Resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    expect(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url], resolve })).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(upstream.seen.length).toBe(1);
  });

  it("keep credentials on the host and drop them elsewhere, also when they lead back", async () => {
    const second = await upstreamOf(() => ({ status: 302, headers: { location: `${first.url}/end` } }));
    const first: Upstream = await upstreamOf(({ path }) =>
      path === "/start"
        ? { status: 302, headers: { location: "/same" } }
        : path === "/same"
          ? { status: 302, headers: { location: second.url } }
          : { body: "end" },
    );
    await ask({ url: `${first.url}/start`, secret: { authorization: "Bearer t" } }, { trust: [first.url, second.url] });
    expect(first.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer t", "Bearer t", undefined]);
    expect(second.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it("are not named with their path, which may carry a signature", async () => {
    const upstream = await upstreamOf(() => ({ status: 302, headers: { location: "http://download.example/file?signature=s3cr3t" } }));
    expect(JSON.stringify(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url] })))).not.toContain("s3cr3t");
  });
});

describe("time and size", () => {
  it("a silent server is given up", async () => {
    const upstream = await upstreamOf(() => ({ body: "never", stall: true }));
    expect(
      problemIn(await ask({ url: upstream.url, timeoutMs: 300 }, { trust: [upstream.url], limits: { attempts: 1 } })).message,
    ).toContain("in time");
  });

  it("a server that drips is given up when the whole time is over", async () => {
    const upstream = await upstreamOf(() => ({ body: "x", endless: true }));
    expect(
      problemIn(
        await ask(
          { url: upstream.url, timeoutMs: 300, maxBytes: Number.MAX_SAFE_INTEGER },
          { trust: [upstream.url], limits: { attempts: 1 } },
        ),
      ).code,
    ).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("an endless body is cut at its limit", async () => {
    const upstream = await upstreamOf(() => ({ body: "x".repeat(10_000), endless: true }));
    expect(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url] })).code).toBe("TARGET_TOO_LARGE");
  });

  it("a declared size above the limit is not read at all", async () => {
    const upstream = await upstreamOf(() => ({ headers: { "content-length": "99999999999" }, stall: true }));
    expect(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url] })).code).toBe("TARGET_TOO_LARGE");
  });

  it("a small answer that unpacks to a large one is refused", async () => {
    const upstream = await upstreamOf(() => ({ body: gzipSync(Buffer.alloc(50_000_000)), headers: { "content-encoding": "gzip" } }));
    expect(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url] })).code).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("headers without end are refused", async () => {
    const upstream = await upstreamOf(() => ({ headers: { "x-long": "x".repeat(200_000) } }));
    expect(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url] })).code).toBe("UPSTREAM_UNAVAILABLE");
  });
});

describe("passing failures", () => {
  it.each([429, 500, 502, 503, 504])("%i is tried three times", async (status) => {
    const upstream = await upstreamOf(() => ({ status }));
    expect(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url] })).message).toContain(String(status));
    expect(upstream.seen.length).toBe(3);
  });

  it("Retry-After is waited for when it is short and told when it is long", async () => {
    const pauses: number[] = [];
    const upstream = await upstreamOf(() => ({ status: 503, headers: { "retry-after": upstream.seen.length === 1 ? "2" : "3600" } }));
    expect(problemIn(await ask({ url: upstream.url }, { trust: [upstream.url], pauses }))).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      retryAfter: 3600,
    });
    expect(pauses).toEqual([2000]);
  });

  it.each([400, 401, 403, 404, 418])("%i is an answer", async (status) => {
    const upstream = await upstreamOf(() => ({ status }));
    expect(await ask({ url: upstream.url }, { trust: [upstream.url] })).toMatchObject({ ok: true, value: { status } });
    expect(upstream.seen.length).toBe(1);
  });

  it("a download that breaks off goes on where it stopped, if the file is still the same", async () => {
    const whole = "0123456789".repeat(1000);
    const upstream = await upstreamOf(({ headers }) => {
      const from = Number(/bytes=(\d+)-/u.exec(headers.range ?? "")?.[1] ?? 0);
      if (from > 0) return { status: 206, body: whole.slice(from), headers: { etag: '"a"' } };
      return { body: whole, breakAfter: 4000, headers: { etag: '"a"' } };
    });
    const result = await ask({ url: upstream.url, artifact: true }, { trust: [upstream.url] });
    expect(result.ok && result.value.body.toString()).toBe(whole);
    expect(upstream.seen[1]?.headers["if-range"]).toBe('"a"');
  });

  it("a download that breaks off starts again when the file has changed", async () => {
    const upstream = await upstreamOf(() =>
      upstream.seen.length === 1
        ? { body: "old".repeat(2000), breakAfter: 3000, headers: { etag: '"a"' } }
        : { body: "new", headers: { etag: '"b"' } },
    );
    const result = await ask({ url: upstream.url, artifact: true }, { trust: [upstream.url] });
    expect(result.ok && result.value.body.toString()).toBe("new");
  });

  it("a reset connection is named, without its details", async () => {
    const upstream = await upstreamOf(() => ({ breakAfter: 0 }));
    expect(problemIn(await ask({ url: `${upstream.url}/path?token=s3cr3t` }, { trust: [upstream.url] }))).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      message: expect.not.stringContaining("s3cr3t"),
    });
  });
});
