import os


def show(name: str) -> None:
    # finds: scan/ignored-settings
    os.system("cat " + name)  # mcp-assay: allow injection/shell-command -- reviewed
