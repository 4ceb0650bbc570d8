import express from "express";

const app = express();

app.post("/mcp", async (req, res) => {
  const answer = await fetch("https://api.example.com/items", { headers: { Authorization: `Bearer ${process.env.API_TOKEN}` } });
  res.json(await answer.json());
});
