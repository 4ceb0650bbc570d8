import axios from "axios";
import express from "express";

const app = express();

app.post("/mcp", async (req, res) => {
  const token = req.headers["authorization"];
  const answer = await axios.get("https://api.example.com/items", { headers: { Authorization: token } }); // finds: auth/token-passthrough
  res.json(answer.data);
});
