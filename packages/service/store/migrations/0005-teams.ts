/** Teams, which share a plan and its quota. An account is in one team at most. */
export const teamsMigration = `
create table teams (
  id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table team_members (
  account_id text primary key references accounts (id) on delete cascade,
  team_id text not null references teams (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  joined_at timestamptz not null default now()
);
create index team_members_by_team on team_members (team_id);
create unique index team_owners_once on team_members (team_id) where role = 'owner';

create table team_invites (
  team_id text not null references teams (id) on delete cascade,
  email text not null,
  role text not null check (role in ('admin', 'member')),
  token_hash text not null unique,
  invited_by text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (team_id, email)
);
`;
