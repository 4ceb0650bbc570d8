from setuptools import setup

setup(name="sample", version="1.0.0", py_modules=["sample"])
