/** Who is to be told that a scan has ended. */
export const callbacksMigration = `
create table callbacks (
  scan_id text primary key references scans (id) on delete cascade,
  url text not null,
  state text not null check (state in ('waiting', 'due', 'delivered', 'failed')),
  attempt integer not null default 0,
  due_at timestamptz
);
create index callbacks_due on callbacks (due_at) where state = 'due';
`;
