import type { BetterAuthOptions } from "better-auth";
import { jwt } from "better-auth/plugins/jwt";

export const KEY_TABLE = { jwks: { modelName: "signingKeys" } };

/** What the auth library and its tables must agree on: names, and columns of ours. */
export const AUTH_TABLES = {
  user: { modelName: "accounts", additionalFields: { plan: { type: "string", input: false } } },
  session: { modelName: "sessions" },
  account: { modelName: "signInMethods" },
  verification: { modelName: "verifications" },
  plugins: [jwt({ schema: KEY_TABLE })],
} satisfies BetterAuthOptions;
