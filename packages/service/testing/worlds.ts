import type { Api } from "../api/context.ts";
import type { Billing } from "../app/billing.ts";
import { type KeyWish, makeKey } from "../app/keys.ts";
import { scanIdFrom } from "../app/scan-id.ts";
import type { Database, Store } from "../app/store.ts";
import type { Mail } from "../mail/mailer.ts";
import { openMemory, plansWith, serveOver } from "./in-process.ts";
import { sampleConsensus, sampleReport } from "./sample-report.ts";
import { SCRIPTED_UPSTREAM } from "./scripted-upstream.ts";

/** Circumstances under which the same requests are answered otherwise, over one database. */
export const WORLDS = ["plain", "spent", "full", "away", "strict", "keyless", "broken"] as const;
export type World = (typeof WORLDS)[number];

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly cookie: string;
}

/** Payments: whoever is called "paying…" pays for something. */
function billingThat(answers: boolean): Billing {
  const unless = async <T>(value: T): Promise<T> => {
    if (answers) return value;
    throw new Error("the payment service is away");
  };
  return {
    createCustomer: ({ id }) => unless(`customer-${id}`),
    checkout: () => unless("https://checkout.example/"),
    portal: () => unless("https://portal.example/"),
    plansOf: (customerId) => unless(customerId.startsWith("paying") ? (["team"] as const) : []),
    cancel: () => unless(undefined),
    customerIn: (_, signature) => (signature === "" ? undefined : signature),
  };
}

async function fail(): Promise<never> {
  throw new Error("select secrets from the inside");
}

/** A store that cannot read the keys of tokens. */
function keylessStore(store: Store): Store {
  const authRecord: Store["authRecord"] = (operation, args) =>
    (args as { readonly model?: string }).model === "jwks" ? fail() : store.authRecord(operation, args);
  return { ...store, authRecord };
}

/** A store none of whose answers come. */
function brokenStore(store: Store): Store {
  return Object.fromEntries(Object.keys(store).map((name) => [name, fail])) as unknown as Store;
}

const PROVIDER = { clientId: "client", clientSecret: "secret", url: "https://provider.invalid", apiUrl: "https://provider.invalid" };
const PASSWORD = "correct horse battery";

/** APIs over one database, and the people and things that requests to them need. */
export class Stage {
  readonly apis: Readonly<Record<World, Api>>;
  readonly store: Store;
  readonly #database: Database;
  readonly #now: () => Date;
  readonly #letters: readonly Mail[];
  #count = 0;

  private constructor(apis: Readonly<Record<World, Api>>, database: Database, now: () => Date, letters: readonly Mail[]) {
    this.#letters = letters;
    this.apis = apis;
    this.store = database.store;
    this.#database = database;
    this.#now = now;
  }

  static async open(now: () => Date): Promise<Stage> {
    const database = await openMemory();
    const letters: Mail[] = [];
    const mailer = { send: (letter: Mail) => void letters.push(letter), close: async () => {} };
    const plain = { mailer, upstream: SCRIPTED_UPSTREAM, billing: billingThat(true), providers: { github: PROVIDER, google: null } };
    const unreachable = { ok: false, problem: { code: "UPSTREAM_UNAVAILABLE", message: "it is away", retryAfter: 1 } } as const;
    const upstream = { ...SCRIPTED_UPSTREAM, resolve: async () => unreachable };
    const api = (changes: object) => serveOver(database, now, { ...plain, ...changes });
    const apis = {
      plain: await api({}),
      spent: await api({ plans: plansWith(0), streamsPerAddress: 0, billing: null, providers: { github: null, google: null } }),
      full: await api({ queueLimit: 0 }),
      away: await api({ upstream, billing: billingThat(false) }),
      strict: await api({ requireVerifiedEmail: true }),
      keyless: await serveOver({ ...database, store: keylessStore(database.store) }, now, plain),
      broken: await serveOver({ ...database, store: brokenStore(database.store) }, now, plain),
    };
    return new Stage(apis, database, now, letters);
  }

  async close(): Promise<void> {
    for (const api of Object.values(this.apis)) await api.close();
    await this.#database.close();
  }

  /** A number that was never given before. */
  next(): number {
    return ++this.#count;
  }

  /** An address that never asked before. */
  address(): string {
    const count = this.next();
    return `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`;
  }

  async person(plan = "team"): Promise<Person> {
    const email = `person-${this.next()}@example.org`;
    const payload = { email, password: PASSWORD, name: "Somebody" };
    const made = await this.apis.plain.inject({
      ...{ method: "POST", url: "/api/auth/sign-up/email", payload, remoteAddress: this.address() },
    });
    const id = made.json<{ user: { id: string } }>().user.id;
    await this.store.setPlan(id, plan);
    return { id, email, cookie: cookieOf(made.headers["set-cookie"]) };
  }

  /** The token in the last letter to somebody. */
  mailed({ email }: Person): string {
    const { text = "" } = this.#letters.findLast(({ to }) => to === email) ?? {};
    return /[?&]token=([^&\s]+)/u.exec(text)?.[1] ?? "";
  }

  /** A key of somebody, with the whole of its text. */
  async key({ id }: Person, wish: Partial<KeyWish> = {}): Promise<{ readonly id: string; readonly secret: string }> {
    const scopes = ["scan:submit", "scan:read", "scan:list", "registry:read"] as const;
    const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const all = { label: "x", scopes, allowed_cidrs: [], expires_in_days: 30, ...wish };
    const made = makeKey({ randomBytes, now: this.#now }, id, all);
    await this.store.createKey(made.key);
    return { id: made.key.id, secret: made.secret };
  }

  async team({ id: ownerId }: Person, ...members: readonly Person[]): Promise<string> {
    const id = `team-${this.next()}`;
    await this.store.createTeam({ id, name: "Crew", ownerId });
    for (const member of members) {
      const token = await this.invitation(id, member.email);
      await this.store.joinTeam(token, member.id, this.#now().toISOString());
    }
    return id;
  }

  /** An open invitation; gives the hash that is kept of its token. */
  async invitation(teamId: string, email: string, tokenHash = `hash-${this.next()}`): Promise<string> {
    const invite = { teamId, email, role: "member", invitedBy: "x", expiresAt: "2100-01-01T00:00:00Z", tokenHash } as const;
    await this.store.invite(invite, null);
    return tokenHash;
  }

  /** A finished scan, judged by a panel; `name` is its package. */
  async scan(owner: Person | null, visibility: "public" | "private", name = `scanned-${this.next()}`): Promise<string> {
    const scanId = scanIdFrom(crypto.getRandomValues(new Uint8Array(11)));
    const names = { input: name, inputType: "npm", packageName: name, canonicalId: `npm:${name}@latest`, mode: "deep" } as const;
    const none = { cacheKey: null, freshMs: null, idempotency: null, fetchedBy: null, callbackUrl: null, charges: [] };
    const whose = { accountId: owner?.id ?? null, submitter: "x", queueLimit: 1_000_000 };
    await this.store.submit({ ...names, ...none, ...whose, scanId, runId: `run-${this.next()}`, visibility });
    await this.finishAll();
    return scanId;
  }

  /** Ends every scan that waits. */
  async finishAll(): Promise<void> {
    const report = JSON.stringify(sampleReport({ consensus: sampleConsensus() }));
    const good = { resolvedVersion: "1", resolvedDigest: "d", aivssScore: 0, safetyScore: 100, safetyGrade: "A" };
    for (let claim = await this.store.claim("w", 60_000); claim !== null; claim = await this.store.claim("w", 60_000))
      await this.store.finish(claim, { ...good, status: "complete", report, errorCode: null, errorMessage: null });
  }
}

/** Cookies as they are sent back. */
export function cookieOf(header: string | readonly string[] | undefined): string {
  return [header ?? []]
    .flat()
    .map((line) => line.split(";")[0])
    .join("; ");
}
