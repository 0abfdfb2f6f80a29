"""Runs a program at a terminal, types lines when it asks for them, and prints all that the terminal showed.

    terminal.py PROGRAM ARGUMENT... -- QUESTION LINE [QUESTION LINE...]

A question is waited for before its line is typed; `^C` types Ctrl-C. Ends with the program's status, and prints at the end whether the
terminal shows what is typed.
"""

import os
import subprocess
import sys
import termios

at = sys.argv.index("--")
terminal, end = os.openpty()
process = subprocess.Popen(sys.argv[1:at], stdin=end, stdout=end, stderr=end, start_new_session=True)
shown = b""
answers = sys.argv[at + 1:]
for question, line in zip(answers[::2], answers[1::2]):
    while question.encode() not in shown:
        shown += os.read(terminal, 4096)
    os.write(terminal, b"\x03" if line == "^C" else line.encode() + b"\n")
status = process.wait()
os.set_blocking(terminal, False)
try:
    while block := os.read(terminal, 4096):
        shown += block
except BlockingIOError:
    pass
echo = bool(termios.tcgetattr(end)[3] & termios.ECHO)
sys.stdout.write(shown.decode().replace("\r\n", "\n") + f"echo: {echo}\n")
sys.exit(status)
