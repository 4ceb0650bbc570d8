import type { Mail } from "../mail/mailer.ts";

/** The mails of the service, in plain text. */
export function resetLetter(to: string, url: string): Mail {
  return letter(to, "Set a new password", [
    "Somebody, hopefully you, asked for a new password for your mcp-assay account. Set it here within an hour:",
    url,
    "If it was not you, ignore this mail: nothing has changed.",
  ]);
}

export function verificationLetter(to: string, url: string): Mail {
  return letter(to, "Confirm your address", [
    "Confirm that this address is yours:",
    url,
    "If you have no mcp-assay account, ignore this mail.",
  ]);
}

export function invitationLetter(to: string, team: string, invitedBy: string, url: string): Mail {
  return letter(to, `Invitation to ${oneLine(team)}`, [
    `${oneLine(invitedBy)} invites you to the team ${oneLine(team)} on mcp-assay. Sign in with this address, then accept:`,
    url,
    "The invitation ends after seven days. If you do not know the sender, ignore this mail.",
  ]);
}

function letter(to: string, subject: string, paragraphs: readonly string[]): Mail {
  return { to, subject, text: `${paragraphs.join("\n\n")}\n` };
}

/** Names come from users: they must not add lines that look like ours. */
function oneLine(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 100);
}
