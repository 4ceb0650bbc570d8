import express from "express";

const app = express();

app.post("/mcp", (req, res) => {
  console.error("request from", req.headers["user-agent"]);
  res.end();
});
