import express from "express";

const app = express();

app.post("/register", (req, res) => res.json({ client_id: "any" })); // finds: auth/oauth-proxy-without-consent
app.get("/authorize", (req, res) => res.redirect("https://login.example.com/authorize?client_id=" + process.env.CLIENT_ID));
