import re

ITEM = r"(?:\w+\s)+"
LINE = re.compile("^" + ITEM + "$")
NOTE = "(see above)* and (below)+"


def is_line(text: str) -> bool:
    return LINE.match(text) is not None
