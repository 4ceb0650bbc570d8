import express from "express";

const app = express();

app.get("/login", (req, res) => {
  res.cookie("token", "abc", { httpOnly: true, secure: false }); // finds: auth/insecure-cookie
  res.end();
});
