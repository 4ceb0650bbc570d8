export const scopes = ["https://www.googleapis.com/auth/gmail.readonly"];
