export const scopes = ["https://mail.google.com/"]; // finds: permissions/wide-oauth-scope
