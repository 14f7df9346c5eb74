"""Runs a command on a terminal, and presses Ctrl-C as soon as it shows a text.

ctrl_c.py TEXT COMMAND WORD...: what the terminal showed goes to standard output, the command's exit
code is this program's; 128 and the signal's number for a command that a signal has ended at once,
without a word.
"""

import os
import pty
import signal
import sys

# Nobody waits for ever: the alarm ends this program, and the terminal goes with it.
signal.alarm(300)
text = sys.argv[1].encode()
pid, terminal = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm"
    os.execv(sys.argv[2], sys.argv[2:])
shown = b""
pressed = False
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:  # So Linux says that nobody holds the terminal any more.
        break
    if not chunk:
        break
    shown += chunk
    if not pressed and text in shown:
        os.write(terminal, b"\x03")
        pressed = True
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
if os.WIFSIGNALED(status):
    print("\nended by signal", os.WTERMSIG(status))
    sys.exit(128 + os.WTERMSIG(status))
sys.exit(os.WEXITSTATUS(status))
