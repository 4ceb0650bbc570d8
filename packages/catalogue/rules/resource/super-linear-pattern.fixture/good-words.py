import re

WORDS = re.compile(r"^\w+(\s\w+)*$")
