import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/run")
def run():
    job = request.get_json()  # source: http-request
    # finds: auth/program-started-on-request
    subprocess.run([job["program"], *job["arguments"]], check=True)
    return {"done": True}


app.run(host="127.0.0.1", port=8765)
