"""A registry to push to."""
import os
import shutil
import subprocess
import urllib.request


class Registry:
    """docker-registry on a free port of the loopback interface, with a directory of its own."""

    def __init__(self, work):
        self.data = os.path.join(work, "registry")
        path = os.path.join(work, "registry.yml")
        with open(path, "w") as file:
            file.write(
                "version: 0.1\nlog: {level: info}\n"
                f"storage: {{filesystem: {{rootdirectory: {self.data}}}, maintenance: {{uploadpurging: {{enabled: false}}}}}}\n"
                'http: {addr: "127.0.0.1:0"}\n')
        self.empty()
        self.process = subprocess.Popen(
            ["docker-registry", "serve", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"OTEL_TRACES_EXPORTER": "none"})
        for line in self.process.stderr:
            if "listening on" in line:
                self.port = int(line.split("listening on 127.0.0.1:")[1].split('"')[0].split(",")[0])
                break
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/v2/").close()

    def empty(self):
        shutil.rmtree(self.data, ignore_errors=True)
        os.makedirs(self.data, exist_ok=True)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.drain.wait()
