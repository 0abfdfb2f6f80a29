"""Runs a program at a terminal, types lines when it asks for them, and prints all that the terminal showed.

    terminal.py PROGRAM ARGUMENT... -- QUESTION LINE [QUESTION LINE...]

A question is waited for before its line is typed; `^C` types Ctrl-C. Ends with the program's status, and prints at the end whether the
terminal shows what is typed.
"""

import fcntl
import os
import select
import subprocess
import sys
import termios

at = sys.argv.index("--")
terminal, end = os.openpty()

# Without a terminal of its own a program gets no signal for Ctrl-C.
process = subprocess.Popen(
    sys.argv[1:at], stdin=end, stdout=end, stderr=end, start_new_session=True,
    preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
)
shown = b""
answers = sys.argv[at + 1:]
for question, line in zip(answers[::2], answers[1::2]):
    while question.encode() not in shown:
        shown += os.read(terminal, 4096)
    os.write(terminal, b"\x03" if line == "^C" else line.encode() + b"\n")
# A program that draws much would wait for ever for someone who does not look.
while process.poll() is None or select.select([terminal], [], [], 0)[0]:
    if select.select([terminal], [], [], 0.1)[0]:
        shown += os.read(terminal, 4096)
status = process.wait()
echo = bool(termios.tcgetattr(end)[3] & termios.ECHO)
sys.stdout.write(shown.decode().replace("\r\n", "\n") + f"echo: {echo}\n")
sys.exit(status)
