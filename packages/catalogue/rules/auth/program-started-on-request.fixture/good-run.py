import hmac
import os
import subprocess

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/run")
def run():
    if not hmac.compare_digest(request.headers.get("Authorization", ""), f"Bearer {os.environ['BRIDGE_TOKEN']}"):
        abort(401)
    job = request.get_json()
    subprocess.run([job["program"], *job["arguments"]], check=True)
    return {"done": True}


app.run(host="127.0.0.1", port=8765)
