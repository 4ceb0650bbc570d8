/** Who asked for a run, for turns between those who wait. */
export const submittersMigration = `
alter table runs add column submitter text not null default '';
create index runs_unfinished_by_submitter on runs (submitter) where status in ('queued', 'running');
`;
