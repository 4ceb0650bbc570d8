import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
import { accounts } from "./schema.ts";

const written = () => ({ createdAt: at("created_at").notNull().defaultNow(), updatedAt: at("updated_at").notNull().defaultNow() });
const user = () =>
  text("user_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Tables of the auth library; properties bear the names that it knows. A session is open while its row is there. */
export const sessions = pgTable("sessions", {
  id: text("id").primaryKey(),
  token: text("token").notNull().unique(),
  userId: user(),
  expiresAt: at("expires_at").notNull(),
  ipAddress: text("ip_address"),
  userAgent: text("user_agent"),
  ...written(),
});

/** A password, or an account elsewhere that proves who somebody is. Tokens of providers are not kept. */
export const signInMethods = pgTable("sign_in_methods", {
  id: text("id").primaryKey(),
  userId: user(),
  providerId: text("provider_id").notNull(),
  accountId: text("account_id").notNull(),
  password: text("password"),
  accessToken: text("access_token"),
  refreshToken: text("refresh_token"),
  idToken: text("id_token"),
  accessTokenExpiresAt: at("access_token_expires_at"),
  refreshTokenExpiresAt: at("refresh_token_expires_at"),
  scope: text("scope"),
  ...written(),
});

export const verifications = pgTable("verifications", {
  id: text("id").primaryKey(),
  identifier: text("identifier").notNull(),
  value: text("value").notNull(),
  expiresAt: at("expires_at").notNull(),
  ...written(),
});

/** Key pairs of session tokens; the private half is encrypted with SECRET_KEY. */
export const signingKeys = pgTable("signing_keys", {
  id: text("id").primaryKey(),
  publicKey: text("public_key").notNull(),
  privateKey: text("private_key").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  expiresAt: at("expires_at"),
});
