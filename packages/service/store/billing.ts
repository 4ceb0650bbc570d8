import { and, eq } from "drizzle-orm";
import type { BillingRecords } from "../app/billing.ts";
import type { Connection } from "./connection.ts";
import { accounts } from "./schema.ts";

/** What is kept of accounts' payments. */
export function billingRecords({ sql: db }: Connection): BillingRecords {
  return {
    billing: async (accountId) => {
      const [row] = await db.select({ customerId: accounts.billingCustomer }).from(accounts).where(eq(accounts.id, accountId));
      return row ?? null;
    },
    setCustomer: async (accountId, billingCustomer) => {
      await db.update(accounts).set({ billingCustomer }).where(eq(accounts.id, accountId));
    },
    billedAccount: async (customerId) => {
      const [row] = await db
        .select({ accountId: accounts.id, plan: accounts.plan, changes: accounts.billingChanges })
        .from(accounts)
        .where(eq(accounts.billingCustomer, customerId));
      return row ?? null;
    },
    setBilledPlan: async (accountId, plan, changes) => {
      const unchanged = and(eq(accounts.id, accountId), eq(accounts.billingChanges, changes));
      const changed = { plan, billingChanges: changes + 1 };
      return (await db.update(accounts).set(changed).where(unchanged).returning({ id: accounts.id })).length === 1;
    },
  };
}
