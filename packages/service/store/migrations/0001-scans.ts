/** Runs, the scans that ask for them, and their events. */
export const scansMigration = `
create table runs (
  id text primary key,
  canonical_id text not null,
  input_type text not null,
  package_name text not null,
  mode text not null check (mode in ('fast', 'deep')),
  visibility text not null check (visibility in ('public', 'private')),
  status text not null check (status in ('queued', 'running', 'complete', 'failed')),
  attempt integer not null default 0,
  fence integer not null default 0,
  lease_owner text,
  lease_until timestamptz,
  last_seq integer not null default 0,
  report text,
  resolved_version text,
  resolved_digest text,
  aivss_score double precision,
  safety_score double precision,
  safety_grade text,
  error_code text,
  error_message text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index runs_by_target on runs (canonical_id, mode, finished_at desc) where visibility = 'public';
create index runs_leased on runs (lease_until) where status = 'running';

create table scans (
  id text primary key,
  run_id text not null references runs (id) on delete cascade,
  input text not null,
  cached boolean not null default false,
  created_at timestamptz not null default now()
);
create index scans_by_run on scans (run_id);

create table events (
  run_id text not null references runs (id) on delete cascade,
  seq integer not null,
  type text not null,
  subject text not null,
  payload text not null,
  created_at timestamptz not null default now(),
  primary key (run_id, seq)
);
create unique index events_once on events (run_id, type, subject);
`;
