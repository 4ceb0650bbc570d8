export const help = "https://mail.google.com/ opens the mailbox";
