import { z } from "zod";
import type { ServiceCode } from "../app/problems.ts";

/** Bodies and answers of /api/auth, as the auth library has them: its own clients work unchanged. */
const email = z.email().max(254);
const password = z.string().min(1).max(128);
const name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u, "must hold no control characters");
/** A path here, or an address of ours; the library refuses others. */
// It becomes a header of the answer, so only what a header may hold.
const callbackURL = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^[\x21-\x7e]+$/u)
  .optional();
/** Looked up in the database, whose text holds no NUL. */
const secret = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^\P{Cc}+$/u, "must hold no control characters");

const user = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  emailVerified: z.boolean(),
  image: z.string().nullish(),
  createdAt: z.coerce.string(),
  updatedAt: z.coerce.string(),
});
const session = z.object({ id: z.string(), userId: z.string(), expiresAt: z.coerce.string(), createdAt: z.coerce.string() });
const status = z.object({ status: z.boolean(), message: z.string().optional() });

interface AuthEndpoint {
  readonly method: "GET" | "POST";
  /** Below /api/auth, as Fastify writes it. */
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly querystring?: z.ZodType;
  readonly params?: z.ZodType;
  /** Body of 200; null: the answer is a redirect. */
  readonly answer: z.ZodType | null;
  /** Whether it can lead on as well. */
  readonly leadsOn?: true;
  /** What it refuses with, beside what every endpoint of its method does. */
  readonly problems?: readonly ServiceCode[];
}

const query = (of: z.ZodRawShape) => z.object(of);

/** What is offered of the library. What is not listed here is not there. */
export const AUTH_ENDPOINTS: readonly AuthEndpoint[] = [
  {
    ...{ method: "POST", path: "/sign-up/email", summary: "Make an account", problems: ["CONFLICT"] },
    body: z.strictObject({ email, password, name, callbackURL, rememberMe: z.boolean().optional() }),
    answer: z.object({ token: z.string().nullable(), user }),
  },
  {
    ...{ method: "POST", path: "/sign-in/email", summary: "Sign in with a password", problems: ["UNAUTHENTICATED"] },
    body: z.strictObject({ email, password, callbackURL, rememberMe: z.boolean().optional() }),
    answer: z.object({ redirect: z.boolean(), token: z.string(), url: z.string().nullish(), user }),
  },
  {
    ...{ method: "POST", path: "/sign-in/social", summary: "Start to sign in with an account elsewhere", problems: ["NOT_FOUND"] },
    body: z.strictObject({
      provider: z.enum(["github", "google"]),
      callbackURL,
      errorCallbackURL: callbackURL,
      newUserCallbackURL: callbackURL,
    }),
    answer: z.object({ url: z.string(), redirect: z.boolean() }),
  },
  {
    ...{
      method: "GET",
      path: "/oauth2/callback/:provider",
      summary: "Where a provider sends people back to",
      problems: ["INVALID_REQUEST"],
    },
    params: z.object({ provider: z.enum(["github", "google"]) }),
    querystring: query({
      code: secret.optional(),
      state: secret.optional(),
      error: secret.optional(),
      error_description: secret.optional(),
      iss: secret.optional(),
    }),
    answer: null,
  },
  { ...{ method: "POST", path: "/sign-out", summary: "End the session" }, answer: z.object({ success: z.boolean() }) },
  {
    ...{ method: "GET", path: "/get-session", summary: "The session of the cookie", problems: ["INTERNAL"] },
    answer: z.object({ session, user }).nullable(),
  },
  {
    ...{
      method: "GET",
      path: "/token",
      summary: "A bearer token for the session, for 15 minutes",
      problems: ["UNAUTHENTICATED", "INTERNAL"],
    },
    answer: z.object({ token: z.string() }),
  },
  {
    ...{ method: "GET", path: "/jwks", summary: "Public keys of the tokens", problems: ["INTERNAL"] },
    answer: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  },
  {
    ...{ method: "POST", path: "/request-password-reset", summary: "Have a link for a new password sent" },
    body: z.strictObject({ email, redirectTo: callbackURL }),
    answer: status,
  },
  {
    ...{
      method: "GET",
      path: "/reset-password/:token",
      summary: "The link of that mail: leads to where a password is set",
      problems: ["INVALID_REQUEST", "INTERNAL"],
    },
    params: z.object({ token: secret }),
    querystring: query({ callbackURL: callbackURL }),
    answer: null,
  },
  {
    ...{ method: "POST", path: "/reset-password", summary: "Set a new password" },
    body: z.strictObject({ newPassword: password, token: secret }),
    answer: status,
  },
  {
    ...{ method: "POST", path: "/send-verification-email", summary: "Have a link sent that confirms the address" },
    body: z.strictObject({ email, callbackURL }),
    answer: status,
  },
  {
    ...{
      method: "GET",
      path: "/verify-email",
      summary: "The link of that mail",
      problems: ["INVALID_REQUEST", "UNAUTHENTICATED", "INTERNAL"],
      leadsOn: true,
    },
    querystring: query({ token: secret, callbackURL }),
    answer: z.object({ status: z.boolean(), user: user.nullish() }),
  },
  {
    ...{ method: "POST", path: "/change-password", summary: "Change the password", problems: ["UNAUTHENTICATED"] },
    body: z.strictObject({ currentPassword: password, newPassword: password, revokeOtherSessions: z.boolean().optional() }),
    answer: z.object({ token: z.string().nullable(), user }),
  },
  {
    ...{ method: "POST", path: "/update-user", summary: "Change the name", problems: ["UNAUTHENTICATED"] },
    body: z.strictObject({ name }),
    answer: status,
  },
  {
    ...{ method: "POST", path: "/revoke-other-sessions", summary: "End all other sessions", problems: ["UNAUTHENTICATED"] },
    answer: status,
  },
];
