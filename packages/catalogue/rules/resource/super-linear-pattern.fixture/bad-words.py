import re

WORDS = re.compile(r"^(\w+\s?)*$")  # finds: resource/super-linear-pattern
