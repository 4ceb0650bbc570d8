// A scanner of its own, with patterns and no secret.
export const patterns = { token: /ghp_[A-Za-z0-9]{36}/, aws: /AKIA[A-Z0-9]{16}/ };
