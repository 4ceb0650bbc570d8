/** Runs whose files were fetched with credentials: who fetched them cannot be replaced, and their sealed snapshot waits. */
export const snapshotsMigration = `
alter table runs add column credentialed boolean not null default false, add column snapshot_key text;
`;
