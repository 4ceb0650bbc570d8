/** What the auth library keeps: sessions, ways to sign in, pending verifications, and the keys that sign tokens. */
export const signInMigration = `
alter table accounts
  add column email_verified boolean not null default false,
  add column image text,
  add column updated_at timestamptz not null default now();

create table sessions (
  id text primary key,
  token text not null unique,
  user_id text not null references accounts (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_by_account on sessions (user_id);

create table sign_in_methods (
  id text primary key,
  user_id text not null references accounts (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_methods_by_account on sign_in_methods (user_id);
create unique index sign_in_methods_once on sign_in_methods (provider_id, account_id);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_by_identifier on verifications (identifier);

create table signing_keys (
  id text primary key,
  public_key text not null,
  private_key text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);
`;
