"""Tries are counted by the network that they come from (`B3`)."""

import pytest

from network.accounts.guesses import domain_of, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        (None, None),
        ("", None),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("a proxy's words", "a proxy's words"),
    ],
)
def test_network_of(address: str | None, network: str | None) -> None:
    assert network_of(address) == network


def test_domain_of() -> None:
    assert domain_of("A.Person@Council.Example.org") == "council.example.org"
