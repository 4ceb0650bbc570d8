import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface OAuthProvider {
  readonly url: string;
  /** Who signs in there next. */
  user: { readonly id: number; readonly name: string; readonly email: string; readonly verified: boolean };
  close(): Promise<void>;
}

const CLIENT = { id: "client", secret: "provider secret" };

interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
}

/**
 * A provider that holds to RFC 6749 and RFC 7636 (PKCE is demanded), with the user pages of GitHub's REST API and
 * the discovery and user pages of OpenID Connect.
 */
export async function startOAuthProvider(): Promise<OAuthProvider> {
  const grants = new Map<string, Grant>();
  const tokens = new Set<string>();
  const provider: { -readonly [key in keyof OAuthProvider]: OAuthProvider[key] } = {
    url: "",
    user: { id: 7, name: "Grace", email: "grace@example.org", verified: true },
    close: async () => {},
  };
  const pages: Readonly<Record<string, () => unknown>> = {
    "/user": () => ({ id: provider.user.id, login: "grace", name: provider.user.name, email: null }),
    "/user/emails": () => [{ email: provider.user.email, primary: true, verified: provider.user.verified }],
    "/userinfo": () => ({
      sub: String(provider.user.id),
      name: provider.user.name,
      email: provider.user.email,
      email_verified: provider.user.verified,
    }),
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", provider.url);
    const say = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (url.pathname.endsWith("/authorize")) {
      const code = randomUUID();
      const redirectUri = url.searchParams.get("redirect_uri") ?? "";
      const sound = url.searchParams.get("client_id") === CLIENT.id && url.searchParams.get("code_challenge_method") === "S256";
      if (!sound) return say(400, { error: "invalid_request" });
      grants.set(code, { challenge: url.searchParams.get("code_challenge") ?? "", redirectUri });
      const back = new URL(redirectUri);
      back.searchParams.set("code", code);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname.endsWith("/access_token")) return say(...(await exchange(request, grants, tokens)));
    if (url.pathname === "/.well-known/openid-configuration") return say(200, discovery(provider.url));
    const page = pages[url.pathname];
    const known = tokens.has(request.headers.authorization?.replace(/^Bearer /u, "") ?? "");
    return page !== undefined && known ? say(200, page()) : say(401, {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return provider;
}

function discovery(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/access_token`,
    userinfo_endpoint: `${url}/userinfo`,
  };
}

async function exchange(request: IncomingMessage, grants: Map<string, Grant>, tokens: Set<string>): Promise<[number, object]> {
  let text = "";
  for await (const chunk of request) text += chunk;
  const form = new URLSearchParams(text);
  const basic = Buffer.from(request.headers.authorization?.replace(/^Basic /u, "") ?? "", "base64").toString();
  const secret = form.get("client_secret") ?? decodeURIComponent(basic.split(":")[1] ?? "");
  const grant = grants.get(form.get("code") ?? "");
  grants.delete(form.get("code") ?? "");
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  const sound = grant?.challenge === challenge && grant.redirectUri === form.get("redirect_uri") && secret === CLIENT.secret;
  if (!sound) return [400, { error: "invalid_grant" }];
  const token = randomUUID();
  tokens.add(token);
  return [200, { access_token: token, token_type: "bearer", scope: "" }];
}
