import express from "express";

const app = express();

app.get("/login", (req, res) => {
  res.cookie("session", "abc", { httpOnly: true, secure: true, sameSite: "strict" });
  res.end();
});
