"""`python -m bench.peak COMMAND...`: runs a command and prints the most memory that it held, in bytes.

A process of its own, because on Linux a command begins with the peak of whoever started it: beside the benchmark,
which holds much, every command would seem to hold as much.
"""

from __future__ import annotations

import os
import subprocess
import sys


def main() -> int:
    """The command's own exit status. What it prints is let go of."""
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
