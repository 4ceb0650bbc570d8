/** Finds the session that a request proves to belong to: its id, or null. The account is looked up afterwards, as it is now. */
export interface Sessions {
  byCookie(cookie: string): Promise<string | null>;
  byToken(token: string): Promise<string | null>;
}

/** Cookies of sessions start with this, behind the prefix that browsers demand over https. */
export const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?mcp-assay\.session_token=/u;
