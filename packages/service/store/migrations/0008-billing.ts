/** Who an account is at the payment service, and how often payments changed its plan. */
export const billingMigration = `
alter table accounts
  add column billing_customer text,
  add column billing_changes integer not null default 0;
create unique index accounts_by_customer on accounts (billing_customer) where billing_customer is not null;
`;
