import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, mailTo, signUp } from "./testing/client.ts";
import { type OAuthProvider, startOAuthProvider } from "./testing/oauth-provider.ts";
import { DATABASES, isMissing, type StartedService, startOn } from "./testing/start-service.ts";

const PASSWORD = "correct horse battery";
let started: StartedService;
let provider: OAuthProvider;
const ask = clientOf(() => started.address);

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("accounts", () => {
    beforeAll(async () => {
      provider = await startOAuthProvider();
      started = await startOn(kind, {
        DEFAULT_PLAN: "developer",
        ...{ OAUTH_GITHUB_CLIENT_ID: "client", OAUTH_GITHUB_CLIENT_SECRET: "provider secret" },
        ...{ OAUTH_GITHUB_URL: provider.url, OAUTH_GITHUB_API_URL: provider.url },
        ...{ OAUTH_GOOGLE_CLIENT_ID: "client", OAUTH_GOOGLE_CLIENT_SECRET: "provider secret", OAUTH_GOOGLE_ISSUER: provider.url },
      });
    });
    afterAll(async () => {
      await started?.remove();
      await provider?.close();
    });

    it("are made, and signed in to with cookies and with tokens, until the session ends", async () => {
      const made = await ask("/api/auth/sign-up/email", { body: { email: "ada@example.org", password: PASSWORD, name: "Ada" } });
      expect(made).toMatchObject({ status: 200, json: { user: { email: "ada@example.org", name: "Ada", emailVerified: false } } });
      expect(made.headers.getSetCookie()[0]).toMatch(/^mcp-assay\.session_token=.+; HttpOnly; SameSite=Lax/u);
      const signedIn = await ask("/api/auth/sign-in/email", { body: { email: "ADA@example.org", password: PASSWORD } });
      expect(signedIn.status).toBe(200);
      const { cookie } = signedIn;
      expect(await ask("/api/v1/me", { cookie })).toMatchObject({
        status: 200,
        json: { email: "ada@example.org", plan: "developer", via: "session" },
      });
      const { json } = await ask("/api/auth/token", { cookie });
      expect(json.token.split(".")).toHaveLength(3);
      expect(await ask("/api/v1/me", { bearer: json.token })).toMatchObject({
        status: 200,
        json: { email: "ada@example.org", via: "session" },
      });
      expect((await ask("/api/auth/sign-out", { cookie, body: {} })).status).toBe(200);
      expect((await ask("/api/v1/me", { cookie })).status).toBe(401);
      expect((await ask("/api/v1/me", { bearer: json.token })).status).toBe(401);
      expect((await ask("/api/v1/me", { cookie: made.cookie })).status).toBe(200);
    });

    it("are refused with one envelope, and without telling whether the address is known", async () => {
      const wrong = await ask("/api/auth/sign-in/email", { body: { email: "ada@example.org", password: "wrong password" } });
      const unknown = await ask("/api/auth/sign-in/email", { body: { email: "nobody@example.org", password: "wrong password" } });
      expect(wrong).toMatchObject({ status: 401, json: { success: false, error: { code: "UNAUTHENTICATED" } } });
      expect(unknown.json.error.message).toBe(wrong.json.error.message);
      expect(await ask("/api/auth/sign-up/email", { body: { email: "ada@example.org", password: PASSWORD, name: "Again" } })).toMatchObject(
        { status: 409, json: { error: { code: "CONFLICT" } } },
      );
      expect(await ask("/api/auth/sign-up/email", { body: { email: "short@example.org", password: "x", name: "S" } })).toMatchObject({
        status: 400,
        json: { error: { code: "INVALID_REQUEST", details: { reason: "PASSWORD_TOO_SHORT" } } },
      });
      expect(
        await ask("/api/auth/sign-up/email", { body: { email: "plan@example.org", password: PASSWORD, name: "P", plan: "business" } }),
      ).toMatchObject({ status: 400 });
    });

    it("are made once when two try at the same time", async () => {
      const body = { email: "twice@example.org", password: PASSWORD, name: "Twice" };
      const both = await Promise.all([ask("/api/auth/sign-up/email", { body }), ask("/api/auth/sign-up/email", { body })]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    it("refuse what the page of another site makes a browser send", async () => {
      const cookie = await signUp(ask, "browser");
      expect(
        await ask("/api/v1/keys", { cookie, headers: { origin: "https://evil.example" }, body: { label: "x", scopes: ["scan:read"] } }),
      ).toMatchObject({ status: 403 });
      expect(await ask("/api/auth/sign-out", { cookie, headers: { origin: "https://evil.example" }, body: {} })).toMatchObject({
        status: 403,
      });
      expect(
        (await ask("/api/v1/keys", { cookie, headers: { origin: started.address }, body: { label: "x", scopes: ["scan:read"] } })).status,
      ).toBe(201);
    });

    it("set a new password by mail, which ends all sessions", async () => {
      const cookie = await signUp(ask, "forgetful");
      const asked = await ask("/api/auth/request-password-reset", { body: { email: "forgetful@example.org" } });
      expect(await ask("/api/auth/request-password-reset", { body: { email: "nobody@example.org" } })).toMatchObject({
        status: asked.status,
        json: asked.json,
      });
      const link = /http\S+reset-password\/\S+/u.exec(await mailTo(started.dataDir, "forgetful@example.org"))?.[0] ?? "";
      const token = /reset-password\/([^?\s]+)/u.exec(link)?.[1];
      expect((await ask("/api/auth/reset-password", { body: { newPassword: "another password", token } })).status).toBe(200);
      expect((await ask("/api/auth/reset-password", { body: { newPassword: "once more", token } })).status).toBe(400);
      expect((await ask("/api/auth/reset-password", { body: { newPassword: "once more", token: "\u0000" } })).status).toBe(400);
      expect((await ask("/api/v1/me", { cookie })).status).toBe(401);
      expect(
        (await ask("/api/auth/sign-in/email", { body: { email: "forgetful@example.org", password: "another password" } })).status,
      ).toBe(200);
    });

    it("confirm their address by mail", async () => {
      const cookie = await signUp(ask, "verified");
      const link = /http\S+verify-email\S+/u.exec(await mailTo(started.dataDir, "verified@example.org"))?.[0] ?? "";
      const { pathname, search } = new URL(link);
      expect((await ask(pathname + search)).status).toBe(302);
      expect(await ask("/api/v1/me", { cookie })).toMatchObject({ json: { email_verified: true } });
    });

    it("limit guesses at one password", async () => {
      const guess = () => ask("/api/auth/sign-in/email", { body: { email: "guessed@example.org", password: "guess" } });
      let answer = await guess();
      for (let count = 0; count < 21 && answer.status !== 429; count++) answer = await guess();
      expect(answer).toMatchObject({ status: 429, json: { error: { code: "RATE_LIMITED", details: { limit: 10 } } } });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    });

    /** Goes the way of a browser: to the provider, and back with what it says. */
    async function signInAt(name: "github" | "google") {
      const begun = await ask("/api/auth/sign-in/social", { body: { provider: name, callbackURL: "/welcome" } });
      expect(begun).toMatchObject({ status: 200, json: { redirect: true } });
      const sent = await fetch(begun.json.url, { redirect: "manual" });
      const { pathname, search } = new URL(sent.headers.get("location") ?? "");
      return ask(pathname + search, { cookie: begun.cookie });
    }

    it.each(["github", "google"] as const)("sign in with %s", async (name) => {
      provider.user = { id: name.length, name: "Grace", email: `${name}@example.org`, verified: true };
      const back = await signInAt(name);
      expect(back.status).toBe(302);
      expect(back.headers.get("location")).toBe("/welcome");
      expect(await ask("/api/v1/me", { cookie: back.cookie })).toMatchObject({
        status: 200,
        json: { email: `${name}@example.org`, email_verified: true, plan: "developer" },
      });
    });

    it("are not taken over by an account elsewhere that does not prove the address, nor by who signed up with it first", async () => {
      await signUp(ask, "grace");
      provider.user = { id: 99, name: "Mallory", email: "grace@example.org", verified: false };
      expect((await signInAt("google")).headers.get("location")).toContain("error=");
      provider.user = { id: 100, name: "Grace", email: "grace@example.org", verified: true };
      expect((await signInAt("github")).headers.get("location")).toContain("error=");
    });

    it("refuse an answer of a provider that nobody asked for", async () => {
      const forged = await ask("/api/auth/oauth2/callback/github?code=stolen&state=made-up");
      expect(forged.status).toBe(302);
      expect(forged.headers.get("location")).toContain("error=");
      expect(forged.cookie).not.toContain("session_token");
    });

    it("make keys that work until they are revoked", async () => {
      const cookie = await signUp(ask, "keys");
      const made = await ask("/api/v1/keys", { cookie, body: { label: "ci", scopes: ["scan:read", "scan:list"] } });
      expect(made).toMatchObject({ status: 201, json: { success: true, data: { label: "ci" } } });
      const { key, id } = made.json.data;
      expect(key).toMatch(/^mcpsafe_[0-9A-Za-z]{40}$/u);
      expect((await ask("/api/v1/scans", { bearer: key })).status).toBe(200);
      expect((await ask(`/api/v1/keys/${id}`, { cookie, method: "DELETE" })).status).toBe(204);
      expect((await ask("/api/v1/scans", { bearer: key })).status).toBe(401);
    });
  });
});
