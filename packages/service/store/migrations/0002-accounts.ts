/** Cache keys, idempotency, accounts with their keys, counting, and the audit log. */
export const accountsMigration = `
alter table runs add column cache_key text;
create index runs_by_cache_key on runs (cache_key, finished_at desc) where cache_key is not null;
create index runs_waiting on runs (created_at) where status = 'queued';

create table accounts (
  id text primary key,
  email text not null,
  name text not null,
  plan text not null,
  created_at timestamptz not null default now()
);
create unique index accounts_by_email on accounts (lower(email));

alter table scans add column account_id text references accounts (id) on delete set null;
create index scans_by_account on scans (account_id, created_at desc, id desc) where account_id is not null;

create table api_keys (
  id text primary key,
  account_id text not null references accounts (id) on delete cascade,
  hash text not null unique,
  prefix text not null,
  label text not null,
  scopes text[] not null,
  allowed_cidrs text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_by_account on api_keys (account_id, created_at desc);

create table idempotency_keys (
  caller text not null,
  key text not null,
  body_hash text not null,
  scan_id text not null,
  cached boolean not null,
  created_at timestamptz not null default now(),
  primary key (caller, key)
);

create table usage_counts (
  subject text not null,
  period text not null check (period in ('minute', 'hour', 'day', 'week', 'month')),
  starts_at timestamptz not null,
  used integer not null,
  primary key (subject, period, starts_at)
);

create table audit_log (
  id bigint generated always as identity primary key,
  account_id text,
  action text not null,
  details text not null,
  address text,
  created_at timestamptz not null default now()
);
`;
