import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The way out for mail. Sending is not waited for, so that an answer's time tells nothing about who has an account. */
export interface Mailer {
  send(mail: Mail): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

export interface MailSettings {
  /** smtp:// or smtps:// address; null writes files instead. */
  readonly url: string | null;
  readonly from: string;
  /** Folder of those files. */
  readonly outbox: string;
}

export function openMailer(settings: MailSettings, onError: (error: unknown) => void): Mailer {
  const transport =
    settings.url === null
      ? createTransport({ streamTransport: true, buffer: true, newline: "unix" })
      : createTransport({ url: settings.url, connectionTimeout: 10_000, socketTimeout: 30_000 });
  const pending = new Set<Promise<void>>();
  const deliver = async (mail: Mail) => {
    const sent = await transport.sendMail({ from: settings.from, ...mail });
    if (settings.url === null) await keep(settings.outbox, (sent as { readonly message: Buffer }).message);
  };
  return {
    send: (mail) => {
      const sending = deliver(mail)
        .catch(onError)
        .finally(() => pending.delete(sending));
      pending.add(sending);
    },
    close: async () => {
      await Promise.all(pending);
      transport.close();
    },
  };
}

/** Files sort by the time they were written. They hold links that open accounts: only the owner of the folder may read them. */
async function keep(outbox: string, message: Buffer): Promise<void> {
  await mkdir(outbox, { recursive: true, mode: 0o700 });
  await writeFile(join(outbox, `${new Date().toISOString().replaceAll(":", "")}-${randomUUID()}.eml`), message, { mode: 0o600 });
}
