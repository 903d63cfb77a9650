"""Only this machine can be reached from a test."""

import socket

import pytest

from tests.support import network_off, ports

# An address set aside for documentation: nobody answers there.
ELSEWHERE = "192.0.2.1"


@pytest.fixture(autouse=True)
def _blocked() -> None:
    network_off.block()


def test_connect_elsewhere() -> None:
    with socket.socket() as connection, pytest.raises(network_off.OutsideNetworkError, match=ELSEWHERE):
        connection.connect((ELSEWHERE, 80))


def test_send_datagram_elsewhere() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        pytest.raises(network_off.OutsideNetworkError),
    ):
        datagrams.sendto(b"?", (ELSEWHERE, 53))


@pytest.mark.parametrize("name", ["example.org", b"example.org", ELSEWHERE, "2001:db8::1"])
def test_look_up_elsewhere(name: str | bytes) -> None:
    with pytest.raises(network_off.OutsideNetworkError):
        socket.getaddrinfo(name, 80)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.8.9.1", "::1", None])
def test_look_up_this_machine(name: str | None) -> None:
    assert socket.getaddrinfo(name, 80)


def test_connect_to_this_machine() -> None:
    address = ("127.0.0.1", ports.free_port())
    with socket.create_server(address), socket.create_connection(address) as connection:
        assert connection.getpeername() == address


def test_connect_by_path(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = str(tmp_path_factory.mktemp("s") / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)
        assert client.getpeername() == path
