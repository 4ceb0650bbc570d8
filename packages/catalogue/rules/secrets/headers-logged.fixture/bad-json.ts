import http from "node:http";

http.createServer((request, response) => {
  console.error(JSON.stringify(request.headers)); // finds: secrets/headers-logged
  response.end();
});
