"""Ports for the servers that tests start, below those that systems hand out to outgoing connections."""

import random
import socket

_OURS = range(20000, 32000)


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens at this moment; raises OSError where all are taken."""
    # Drawn at random, so that two sessions side by side seldom try for the same one.
    for port in random.sample(_OURS, len(_OURS)):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no free port on 127.0.0.1")
