import { betterAuth } from "better-auth";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { jwt } from "better-auth/plugins/jwt";
import { AUTH_OPERATIONS } from "../app/people.ts";
import type { Sessions } from "../app/sessions.ts";
import type { Store } from "../app/store.ts";
import type { Mailer } from "../mail/mailer.ts";
import { resetLetter, verificationLetter } from "./letters.ts";
import { argon2 } from "./password.ts";
import { type ProviderSettings, providersOf } from "./providers.ts";
import { AUTH_TABLES, KEY_TABLE } from "./tables.ts";

export interface SignInSettings {
  /** Address under which users reach the service. */
  readonly publicUrl: string;
  /** Signs cookies and encrypts the keys of tokens. */
  readonly secret: string;
  readonly providers: ProviderSettings;
  /** Whether anybody may make an account. */
  readonly signUp: boolean;
  readonly requireVerifiedEmail: boolean;
  readonly defaultPlan: string;
}

/** Header in which a request carries the checked address of its sender to the library. */
export const ADDRESS_HEADER = "x-assay-address";
/** Tokens say whom they are from and for; the same for all addresses of one installation. */
const ISSUER = "mcp-assay";

export interface SignIn extends Sessions {
  /** Answers a request below /api/auth. */
  handle(request: Request): Promise<Response>;
}

/** Accounts, sessions and tokens, by the auth library over the service's own database. */
export function createSignIn(store: Store, mailer: Mailer, settings: SignInSettings): SignIn {
  const auth = betterAuth(optionsOf(store, mailer, settings));
  return {
    handle: (request) => auth.handler(request),
    byCookie: async (cookie) => {
      const found = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } });
      return found?.session.id ?? null;
    },
    byToken: async (token) => {
      const { payload } = await auth.api.verifyJWT({ body: { token } });
      return typeof payload?.sid === "string" ? payload.sid : null;
    },
  };
}

function optionsOf(store: Store, mailer: Mailer, settings: SignInSettings) {
  const { publicUrl, secret, signUp, requireVerifiedEmail, defaultPlan, providers } = settings;
  return {
    ...AUTH_TABLES,
    appName: "mcp-assay",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    database: () => adapterOver(store),
    telemetry: { enabled: false },
    // Attempts are counted by the service, exactly and across processes.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    // Whatever is no answer goes to the service's own handler, which logs it without what the statement held.
    onAPIError: { throw: true },
    advanced: { cookiePrefix: "mcp-assay", ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: !signUp,
      password: argon2,
      requireEmailVerification: requireVerifiedEmail,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url }: Addressed) => mailer.send(resetLetter(user.email, url)),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: async ({ user, url }: Addressed) => mailer.send(verificationLetter(user.email, url)),
    },
    databaseHooks: hooksOf(store, defaultPlan),
    plugins: [
      jwt({
        schema: KEY_TABLE,
        jwt: {
          issuer: ISSUER,
          audience: ISSUER,
          expirationTime: "15m",
          // The session is looked up on every use: signing out ends its tokens too.
          definePayload: ({ session, user }) => ({ sid: session.id, email: user.email, name: user.name }),
        },
      }),
      genericOAuth({ config: providersOf(providers) }),
    ],
  };
}

interface Addressed {
  readonly user: { readonly email: string };
  readonly url: string;
}

interface Opened {
  readonly id: string;
  readonly userId: string;
  readonly ipAddress?: string | null | undefined;
}

function hooksOf(store: Store, defaultPlan: string) {
  const noTokens = { accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null };
  const withoutTokens = async (method: object) => ({ data: { ...method, ...noTokens } });
  const note = (action: string) => async (session: Opened) =>
    store.audit({ accountId: session.userId, action, details: { session_id: session.id }, address: session.ipAddress || null });
  return {
    user: { create: { before: async (user: object) => ({ data: { ...user, plan: defaultPlan } }) } },
    session: { create: { after: note("session.opened") }, delete: { after: note("session.closed") } },
    // Whoever signed in at a provider has proved who he is; nothing is done there in his name.
    account: { create: { before: withoutTokens }, update: { before: withoutTokens } },
  };
}

/** The library's questions to its tables, each one call of the store, wherever the database runs. */
function adapterOver(store: Store) {
  const operations = AUTH_OPERATIONS.map((operation) => [operation, (args: unknown) => store.authRecord(operation, args)]);
  const adapter = { id: "store", ...Object.fromEntries(operations) };
  return { ...adapter, transaction: (work: (within: typeof adapter) => unknown) => work(adapter) } as never;
}
