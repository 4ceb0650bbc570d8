import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { describe, expect, it } from "vitest";
import { openMailer } from "./mailer.ts";

const MAIL = { to: "ada@example.org", subject: "Set a new password", text: "Open https://assay.example/x\n" };
const FROM = "mcp-assay <assay@example.org>";

describe("mail", () => {
  it("goes to the configured server, signed in", async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === "user" && password === "mail password" ? done(null, { user: 1 }) : done(new Error("no")),
      onData: (stream, session, done) => {
        let text = `${session.envelope.rcptTo.map(({ address }) => address).join()}\n`;
        stream.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        stream.on("end", () => {
          received.push(text);
          done();
        });
      },
      disabledCommands: ["STARTTLS"],
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.server.address() as AddressInfo;
    const errors: unknown[] = [];
    const url = `smtp://user:mail%20password@127.0.0.1:${port}`;
    const mailer = openMailer({ url, from: FROM, outbox: "" }, (error) => errors.push(error));
    mailer.send(MAIL);
    await mailer.close();
    await new Promise<void>((closed) => server.close(closed));
    expect(errors).toEqual([]);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(/^ada@example\.org\n[\s\S]*From: "mcp-assay" <assay@example\.org>[\s\S]*https:\/\/assay\.example\/x/u);
  });

  it("is kept in files that only their owner reads where there is no server", async () => {
    const outbox = join(await mkdtemp(join(tmpdir(), "service-mail-")), "outbox");
    const mailer = openMailer({ url: null, from: FROM, outbox }, () => {});
    mailer.send(MAIL);
    await mailer.close();
    const [file = ""] = await readdir(outbox);
    expect(await readFile(join(outbox, file), "utf8")).toContain("Subject: Set a new password\n");
    expect((await stat(join(outbox, file))).mode & 0o077).toBe(0);
    await rm(outbox, { recursive: true });
  });

  it("that cannot be delivered is an error of its own, not of who asked for it", async () => {
    const errors: unknown[] = [];
    const mailer = openMailer({ url: "smtp://127.0.0.1:1", from: FROM, outbox: "" }, (error) => errors.push(error));
    mailer.send(MAIL);
    await mailer.close();
    expect(errors).toHaveLength(1);
  });
});
