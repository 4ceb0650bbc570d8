import { EventSource } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "./app/plans.ts";
import { type Answered, clientOf, mailTo, signUp } from "./testing/client.ts";
import contract from "./testing/contract.json" with { type: "json" };
import { readStream } from "./testing/read-stream.ts";
import { SCRIPTED_UPSTREAM } from "./testing/scripted-upstream.ts";
import { DATABASES, isMissing, type StartedService, startOn } from "./testing/start-service.ts";

/*
 * What the documentation promises, and nothing else: its requests, codes, fields and events. The data is in
 * testing/contract.json; a client written from the documentation must not notice a difference.
 */
type Shape = Readonly<Record<string, string>>;

let started: StartedService;
let clock = new Date("2026-03-10T12:00:00Z");
const ask = clientOf(() => started.address);
const keys = { developer: "", team: "", legacy: "mcp_minted_before_2026_04_29" };

const submit = (body: object, headers: Record<string, string> = {}) => ask("/api/v1/scan", { body, headers });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const refusal = ({ status, json }: Answered) => [json.error.code, status];
/** Every minute a new one, so that only the tests of limits meet limits. */
const nextMinute = () => {
  clock = new Date(clock.getTime() + 60_000);
};

async function finished(input: string, more: object = {}, headers: Record<string, string> = {}): Promise<string> {
  const answer = await submit({ input, ...more }, headers);
  if (answer.json.success !== true) throw new Error(answer.text);
  const id = answer.json.data.scan_id;
  await readStream(`${started.address}/scan/${encodeURIComponent(id)}/stream`, undefined, headers);
  return id;
}

function expectShape(value: Record<string, unknown>, shape: Shape): void {
  expect(Object.fromEntries(Object.keys(shape).map((name) => [name, typeof value[name]]))).toEqual(shape);
}

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("the documented service", () => {
    beforeAll(async () => {
      const plans = {
        ...PLANS,
        anonymous: { ...PLANS.anonymous, limits: { minute: 20, day: 200, week: 1000 } },
        team: { ...PLANS.team, limits: { minute: 100, month: 12 } },
      };
      const parts = { plans, now: () => clock, upstream: SCRIPTED_UPSTREAM };
      started = await startOn(kind, { DEFAULT_PLAN: "free", WORKER_CONCURRENCY: "2" }, parts, async (admin) => {
        for (const plan of ["developer", "team"] as const) {
          await admin.createUser({ email: `${plan}@example.org`, name: plan, plan });
          const key = await admin.createKey(`${plan}@example.org`, "ci");
          if (key.ok) keys[plan] = key.value;
        }
        await admin.importKeys(`developer@example.org ${keys.legacy}\n`);
      });
    });
    afterAll(() => started?.remove());

    describe("POST /api/v1/scan", () => {
      it("takes a public fast scan without an account", async () => {
        const answer = await submit({ input: "@modelcontextprotocol/server-github", mode: "fast" });
        expect(answer.status).toBe(202);
        expect(answer.json).toEqual({
          success: true,
          data: { scan_id: expect.stringMatching(/^[A-Za-z0-9_-]{15}=$/u), canonical_id: "npm:@modelcontextprotocol/server-github@latest" },
        });
      });

      it("takes a private deep scan with a key", async () => {
        const answer = await submit({ input: "github:owner/repo", mode: "deep", scan_visibility: "private" }, bearer(keys.developer));
        expect(answer).toMatchObject({ status: 202, json: { data: { canonical_id: "github:owner/repo@HEAD" } } });
      });

      it.each(Object.entries(contract.inputs))("takes the input %s", async (input, canonical) => {
        expect(await submit({ input }, bearer(keys.developer))).toMatchObject({
          json: { success: true, data: { canonical_id: canonical } },
        });
      });

      it("says what a colon was probably meant to be", async () => {
        const answer = await submit({ input: "nonsense input:::" });
        expect(refusal(answer)).toEqual(["INVALID_REQUEST", 400]);
        expect(answer.json.error.hint).toContain("pypi:name==version");
      });
    });

    describe("every documented code", () => {
      const met = new Map<string, number>();
      const cases: Readonly<Record<string, () => Promise<Answered>>> = {
        INVALID_REQUEST: () => submit({ mode: "fast" }),
        INVALID_CREDENTIALS: () =>
          submit({ input: "x", scan_visibility: "private", credentials: { type: "npm", token: "" } }, bearer(keys.developer)),
        CREDENTIAL_TYPE_MISMATCH: () =>
          submit(
            { input: "github:my-org/private-mcp", scan_visibility: "private", credentials: { type: "npm", token: "npm_x" } },
            bearer(keys.developer),
          ),
        CREDENTIALS_PUBLIC_SCAN: () => submit({ input: "x", credentials: { type: "npm", token: "npm_x" } }),
        REPOSITORY_NOT_FOUND: () => submit({ input: "nowhere" }),
        NOT_AN_MCP_SERVER: () => submit({ input: "no-server" }),
        PRIVATE_REQUIRES_SIGNIN: () => submit({ input: "x", scan_visibility: "private" }),
        SIGNIN_REQUIRED_FOR_DEEP: () => submit({ input: "x", mode: "deep" }),
        FORCE_RESCAN_REQUIRES_SIGNIN: () => submit({ input: "x", force_rescan: true }),
        SUBSCRIPTION_REQUIRED: async () =>
          ask("/api/v1/scan", { cookie: await signUp(ask, "free-one"), body: { input: "x", scan_visibility: "private" } }),
        RATE_LIMITED: async () => {
          let answer = await submit({ input: "limited" });
          for (let count = 0; count < 25 && answer.status !== 429; count++) answer = await submit({ input: "limited" });
          return answer;
        },
        ORG_RATE_LIMITED: orgLimited,
        FORCE_RESCAN_RATE_LIMITED: async () => {
          const forced = () => submit({ input: "forced", force_rescan: true }, bearer(keys.developer));
          for (let count = 0; count < 3; count++) expect((await forced()).status).toBe(202);
          return forced();
        },
        SCAN_START_FAILED: () => submit({ input: "explodes" }),
      };

      /** A team with a member; both use up what they share. */
      async function orgLimited(): Promise<Answered> {
        const owner = await signInByMail("team@example.org");
        const member = await signUp(ask, "joining");
        expect((await ask("/api/v1/team", { cookie: owner, body: { name: "Crew" } })).status).toBe(201);
        const invited = await ask("/api/v1/team/invite", { cookie: owner, body: { email: "joining@example.org" } });
        const token = new URL(invited.json.data.invite_url).searchParams.get("token");
        expect((await ask("/api/v1/team/invite/accept", { cookie: member, body: { token } })).status).toBe(200);
        let answer = await submit({ input: "pooled" }, bearer(keys.team));
        for (let count = 0; count < 12 && answer.status !== 429; count++)
          answer = await ask("/api/v1/scan", { cookie: member, body: { input: "pooled" } });
        return answer;
      }

      it.each(Object.entries(contract.codes))("%s is %i", async (code, status) => {
        nextMinute();
        const answer = await (cases[code] as () => Promise<Answered>)();
        met.set(code, answer.status);
        expect(refusal(answer)).toEqual([code, status]);
        expect(answer.json).toMatchObject({ success: false, error: { message: expect.any(String), request_id: expect.any(String) } });
        expect(answer.text).not.toContain("select secrets");
      });

      it("is met", () => {
        expect(Object.fromEntries(met)).toEqual(contract.codes);
      });

      it("a limit tells its window, what is used of it, and when to come back", async () => {
        nextMinute();
        const answer = await (cases.RATE_LIMITED as () => Promise<Answered>)();
        expect(answer.json.error.details).toMatchObject({ window: "minute", limit: 20, current: 20 });
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      });

      it("an unreachable upstream says when to come back", async () => {
        nextMinute();
        const answer = await submit({ input: "unreachable" });
        expect([...refusal(answer), answer.headers.get("retry-after")]).toEqual(["UPSTREAM_UNAVAILABLE", 502, "17"]);
        expect(refusal(await submit({ input: "too-large" }))).toEqual(["TARGET_TOO_LARGE", 400]);
      });
    });

    describe("GET /scan/{id}", () => {
      it("gives the documented fields, with an account and without", async () => {
        nextMinute();
        const id = await finished("documented");
        for (const [path, headers] of [
          [`/scan/${id}`, {}],
          [`/api/v1/scan/${id}`, bearer(keys.developer)],
        ] as const) {
          const { status, json } = await ask(path, { headers });
          expect(status).toBe(200);
          expectShape(json, contract.result);
          expect(json).toMatchObject({ scan_id: id, status: "complete", schema_version: 2, cached: false });
          expectShape(json.severity_distribution, { critical: "number", high: "number", medium: "number", low: "number" });
          expectShape(json.findings[0], contract.finding);
          expect(json.findings[0].finding_id).toBe("f_001");
        }
      });

      it("is in_progress until it is complete or failed, as a poll loop sees it", async () => {
        nextMinute();
        const id = (await submit({ input: "polled-server" })).json.data.scan_id;
        const seen = new Set<string>();
        for (let status = ""; status !== "complete"; seen.add(status)) status = (await ask(`/scan/${id}`)).json.status;
        expect([...seen].filter((status) => status !== "in_progress" && status !== "complete")).toEqual([]);
        const failed = await finished("missing-package");
        expect((await ask(`/scan/${failed}`)).json).toMatchObject({ status: "failed", error_message: expect.any(String) });
      });

      it("of a private scan is for its owner only", async () => {
        nextMinute();
        const id = await finished("private-server", { scan_visibility: "private" }, bearer(keys.developer));
        expect((await ask(`/api/v1/scan/${id}`, { headers: bearer(keys.developer) })).json).toMatchObject({ scan_visibility: "private" });
        expect((await ask(`/api/v1/scan/${id}`, { headers: bearer(keys.team) })).status).toBe(404);
        expect((await ask(`/scan/${id}`)).status).toBe(404);
      });

      it("says when it was served from the cache", async () => {
        nextMinute();
        await finished("cached-server");
        const again = await submit({ input: "cached-server" });
        expect(again.status).toBe(200);
        expect((await ask(`/scan/${again.json.data.scan_id}`)).json).toMatchObject({ cached: true, status: "complete" });
      });
    });

    describe("GET /scan/{id}/stream", () => {
      it("sends the documented events with their fields", async () => {
        nextMinute();
        const types = new Map<string, Record<string, unknown>>();
        const streams = [
          [await finished("streamed", { mode: "deep" }, bearer(keys.developer))],
          [await finished("missing-streamed")],
          [(await submit({ input: "streamed", mode: "deep" }, bearer(keys.developer))).json.data.scan_id],
        ];
        for (const [id] of streams)
          for (const event of await readStream(`${started.address}/scan/${id}/stream`)) types.set(event.type, event.data);
        for (const [type, shape] of Object.entries(contract.events))
          expectShape(types.get(type) ?? {}, { type: "string", ...shape } as Shape);
        expectShape(types.get("scan_complete")?.scan_result as Record<string, unknown>, contract.result);
      });

      it("works with the documented client", async () => {
        nextMinute();
        const scanId = (await submit({ input: "watched-server" })).json.data.scan_id;
        const result = await new Promise<Record<string, unknown>>((done, failed) => {
          const es = new EventSource(`${started.address}/scan/${scanId}/stream`);
          es.onmessage = (e) => {
            const event = JSON.parse(e.data);
            if (event.type === "scan_complete") {
              done(event.scan_result);
              es.close();
            }
          };
          es.onerror = () => failed(new Error("the stream broke off"));
        });
        expect(result).toMatchObject({ scan_id: scanId, status: "complete" });
      });
    });

    it("has the panel's verdicts of deep scans", async () => {
      nextMinute();
      const id = await finished("judged-server", { mode: "deep" }, bearer(keys.developer));
      expect((await ask(`/scan/${id}/consensus`)).json).toMatchObject({
        scan_id: id,
        panel_size: expect.any(Number),
        models: expect.any(Array),
      });
      expect(refusal(await ask(`/scan/${await finished("unjudged-server")}/consensus`))).toEqual(["CONSENSUS_NOT_AVAILABLE", 404]);
    });

    it("has badges", async () => {
      const id = await finished("badged-server");
      const badge = await ask(`/api/badge/${id}`);
      expect(badge.headers.get("content-type")).toContain("image/svg+xml");
      expect(badge.headers.get("cache-control")).toBe("public, max-age=3600");
    });

    describe("keys", () => {
      it("are read from Authorization: Bearer only, those of the older shape too", async () => {
        expect((await ask("/api/v1/scans", { headers: bearer(keys.developer) })).status).toBe(200);
        expect((await ask("/api/v1/scans", { headers: bearer(keys.legacy) })).status).toBe(200);
        expect(refusal(await ask("/api/v1/scans", { headers: { "x-api-key": keys.developer } }))).toEqual(["UNAUTHENTICATED", 401]);
      });

      it("are not for free accounts", async () => {
        const cookie = await signUp(ask, "free-two");
        expect(refusal(await ask("/api/v1/keys", { cookie, body: { label: "k", scopes: ["scan:read"] } }))).toEqual([
          "SUBSCRIPTION_REQUIRED",
          402,
        ]);
      });
    });

    it("has the threats that its rules cover", async () => {
      expect((await ask("/threats/coverage")).json.threats.length).toBeGreaterThan(50);
    });
  });
});

/** Whoever was made by an operator sets his password by mail. */
async function signInByMail(email: string): Promise<string> {
  await ask("/api/auth/request-password-reset", { body: { email } });
  const token = /reset-password\/([^?\s]+)/u.exec(await mailTo(started.dataDir, email))?.[1];
  const password = "chosen by its owner";
  expect((await ask("/api/auth/reset-password", { body: { newPassword: password, token } })).status).toBe(200);
  return (await ask("/api/auth/sign-in/email", { body: { email, password } })).cookie;
}
