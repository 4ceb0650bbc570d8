import { join } from "node:path";
import { ok, type Result } from "@mcp-assay/core/problem";
import type { PanelSettings } from "@mcp-assay/judges/choose-panel";
import type { Plans } from "./app/plans.ts";
import type { Database } from "./app/store.ts";
import { type Artifacts, openArtifacts } from "./artifacts/artifacts.ts";
import { loadJudges } from "./load-judges.ts";
import { loadPlans } from "./load-plans.ts";
import { type Mailer, openMailer } from "./mail/mailer.ts";
import type { Parts } from "./parts.ts";
import { type Secrets, secretsOf } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { openDatabase } from "./store/open.ts";

/** What both the API and the worker stand on. */
export interface Foundation {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly plans: Plans;
  /** Models that judge deep scans; null: the built-in judges alone. */
  readonly judges: PanelSettings | null;
  readonly mailer: Mailer;
  readonly artifacts: Artifacts;
  /** Sends what waits, then closes the database. */
  close(): Promise<void>;
}

/** Checks what settings only name, and opens the database. */
export async function openFoundation(settings: Settings, parts: Parts, onError: (error: unknown) => void): Promise<Result<Foundation>> {
  const plans = parts.plans === null ? await loadPlans(settings.plansFile) : ok(parts.plans);
  if (!plans.ok) return plans;
  const judges = await loadJudges(settings);
  if (!judges.ok) return judges;
  const secrets = await secretsOf(settings);
  if (!secrets.ok) return secrets;
  const place = { databaseUrl: settings.databaseUrl, dataDir: settings.dataDir, threadEntry: parts.databaseThread };
  const database = await openDatabase(place, onError);
  if (!database.ok) return database;
  const mailer = openMailer({ ...settings.mail, outbox: join(settings.dataDir, "outbox") }, onError);
  const close = async () => {
    await mailer.close();
    await database.value.close();
  };
  const artifacts = openArtifacts(settings.artifacts);
  return ok({
    ...{ database: database.value, secrets: secrets.value, plans: plans.value, judges: judges.value },
    ...{ mailer, artifacts, close },
  });
}
