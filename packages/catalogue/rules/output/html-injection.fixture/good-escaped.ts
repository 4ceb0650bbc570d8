import escapeHtml from "escape-html";
import express from "express";

const app = express();

app.get("/hello", (req, res) => {
  res.send(`<h1>Hello ${escapeHtml(String(req.query.name))}</h1>`);
});
