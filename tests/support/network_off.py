"""No test reaches beyond this machine: a connection or a name look-up elsewhere raises where it is made.

An audit hook sees every socket of the interpreter, whichever library opened it. What runs in other
processes is not seen: Chromium is shut in by its own arguments (`tests.support.browser`).
"""

import ipaddress
import sys

_CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKING_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
_installed: list[bool] = []


class OutsideNetworkError(RuntimeError):
    """A test tried to reach another machine. No OSError: code that retries those would hide it."""


def _is_this_machine(host: object) -> bool:
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    if event in _CONNECTING:
        address = arguments[1]
        # A path is a socket of this machine; None is a datagram socket that is connected already.
        host = address[0] if isinstance(address, tuple) else None
    elif event in _LOOKING_UP:
        host = arguments[0]
    else:
        return
    if not _is_this_machine(host):
        raise OutsideNetworkError(f"{event} to {host!r}: tests use this machine only")


def block() -> None:
    """Refuse every machine but this one from now on; a second call changes nothing."""
    if not _installed:
        sys.addaudithook(_refuse_other_machines)
        _installed.append(True)
