import express from "express";

const app = express();

app.post("/mcp", async (req, res) => {
  const answer = await fetch("https://api.example.com/items", { headers: { "Accept-Language": req.headers["accept-language"] } });
  res.json(await answer.json());
});
