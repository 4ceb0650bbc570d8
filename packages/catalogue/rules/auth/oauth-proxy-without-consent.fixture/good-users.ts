import express from "express";

const app = express();

app.post("/register", (req, res) => res.json({ user: "new" }));
app.get("/login", (req, res) => res.json({ ok: true }));
