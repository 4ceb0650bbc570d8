import http from "node:http";

http.createServer((request, response) => {
  console.error("request");
  response.end();
});
