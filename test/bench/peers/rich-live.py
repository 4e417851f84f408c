"""rich-live.py FILE: a rich live display that renders the text so far as Markdown every twelve characters."""
import json
import os
import resource
import sys

from rich.console import Console
from rich.live import Live
from rich.markdown import Markdown


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
console = Console(force_terminal=True, color_system="standard", width=79, height=24)
before = cpu()
with Live(console=console, auto_refresh=False) as live:
    for end in range(12, len(text) + 12, 12):
        live.update(Markdown(text[:end]), refresh=True)
os.write(3, json.dumps({"cpuMs": (cpu() - before) * 1000, "peakMB": 0}).encode())
