import express from "express";

const app = express();

app.post("/oauth/register", (req, res) => res.json({ client_id: "any" })); // finds: auth/oauth-proxy-without-consent
app.get("/oauth/authorize", (req, res) => {
  const url = new URL("https://login.example.com/authorize");
  url.searchParams.set("client_id", process.env.CLIENT_ID ?? "");
  res.redirect(url.href);
});
