import type { GenericOAuthConfig } from "better-auth/plugins/generic-oauth";

/** An account elsewhere with which people may sign in. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ProviderSettings {
  readonly github: (OAuthClient & { readonly url: string; readonly apiUrl: string }) | null;
  readonly google: (OAuthClient & { readonly issuer: string }) | null;
}

const TIMEOUT_MS = 10_000;

/** The configured providers as the auth library takes them. */
export function providersOf({ github, google }: ProviderSettings): GenericOAuthConfig[] {
  return [...(github === null ? [] : [githubProvider(github)]), ...(google === null ? [] : [googleProvider(google)])];
}

/** GitHub, or GitHub Enterprise Server (docs.github.com, "Authorizing OAuth apps"). */
function githubProvider({ clientId, clientSecret, url, apiUrl }: NonNullable<ProviderSettings["github"]>): GenericOAuthConfig {
  return {
    ...{ providerId: "github", clientId, clientSecret, pkce: true, scopes: ["read:user", "user:email"] },
    authorizationUrl: `${url}/login/oauth/authorize`,
    tokenUrl: `${url}/login/oauth/access_token`,
    getUserInfo: async ({ accessToken = "" }) => {
      const [user, emails] = await Promise.all([askGithub(`${apiUrl}/user`, accessToken), askGithub(`${apiUrl}/user/emails`, accessToken)]);
      // Only an address that GitHub has verified says who somebody is.
      const address = Array.isArray(emails) ? (emails as GithubEmail[]).find(({ primary, verified }) => primary && verified) : undefined;
      const { id, name, login } = user as { readonly id?: number; readonly name?: string | null; readonly login?: string };
      if (id === undefined || address === undefined) return null;
      return { id: String(id), name: name || login || address.email, email: address.email, emailVerified: true };
    },
  };
}

interface GithubEmail {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
}

async function askGithub(url: string, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", "user-agent": "mcp-assay" };
  const response = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  return response.ok ? response.json() : {};
}

/** Any OpenID Connect provider; Google unless configured otherwise (developers.google.com/identity/openid-connect). */
function googleProvider({ clientId, clientSecret, issuer }: NonNullable<ProviderSettings["google"]>): GenericOAuthConfig {
  return {
    ...{ providerId: "google", clientId, clientSecret, pkce: true, scopes: ["openid", "email", "profile"] },
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
  };
}
