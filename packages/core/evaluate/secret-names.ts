const SECRET_NAME = /(?:^|[^a-z])(?:api_?keys?|secrets?|tokens?|passwords?|passwd|pwd|credentials?|private_?key|access_?key)(?:$|[^a-z])/i;
/** TOKEN_PATH, CREDENTIALS_DIR, TOKEN_EXPIRY_SECONDS, MAX_TOKENS: where a credential is, how long it lasts, how many words a model may use. */
const ABOUT_SECRET =
  /(?:^|_)(?:max|min|num|total|use|enable|disable|require)_[a-z_]*tokens?$|_(?:path|file|dir|directory|folder|url|uri|endpoint|name|type|ttl|expiry|expires_(?:in|at)|lifetime|seconds|minutes|hours|days|ms|limit|count|budget|size|length|threshold|enabled|header|issuer|audience|provider|prefix)s?$/i;

/** Whether a variable or setting by this name holds a credential: API_KEY, githubToken, db.password. */
export function isSecretName(name: string): boolean {
  const spelled = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^\w]+$/, "");
  return SECRET_NAME.test(spelled) && !ABOUT_SECRET.test(spelled);
}
