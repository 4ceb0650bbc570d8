import express from "express";

const app = express();

app.post("/mcp", async (req, res) => {
  // finds: auth/token-passthrough
  const answer = await fetch("https://api.example.com/items", { headers: { Authorization: req.headers.authorization } });
  res.json(await answer.json());
});
