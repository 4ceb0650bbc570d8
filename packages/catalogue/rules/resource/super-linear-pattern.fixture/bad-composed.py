import re

ITEM = r"(?:\w+\s*)+"  # finds: resource/super-linear-pattern
LINE = re.compile("^" + ITEM + "$")


def is_line(text: str) -> bool:
    return LINE.match(text) is not None
