import express from "express";

const app = express();

app.get("/login", (req, res) => {
  res.cookie("session", "abc", { httpOnly: false, secure: true }); // finds: auth/insecure-cookie
  res.end();
});
