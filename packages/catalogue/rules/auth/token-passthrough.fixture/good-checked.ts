import express from "express";

const app = express();

app.post("/mcp", async (req, res) => {
  if (req.headers.authorization !== `Bearer ${process.env.TOKEN}`) return res.status(401).end();
  res.json({ ok: true });
});
