"""Keys made and withdrawn on the command line."""

from __future__ import annotations

from network.cli.credentials import credentials as command


def test_the_command_makes_and_withdraws_keys(app, about, visitor, database):
    made = app.test_cli_runner().invoke(command, ["new-key"])
    assert made.exit_code == 0, made.output
    name = made.stdout.strip()
    listed = [key["kid"].rpartition("/")[2] for key in visitor.raw.get("/.well-known/jwks.json").json["keys"]]
    assert listed[0] == name
    assert len(listed) == 2
    for former in listed:
        assert app.test_cli_runner().invoke(command, ["withdraw-key", former]).exit_code == 0
    (last,) = visitor.raw.get("/.well-known/jwks.json").json["keys"]
    assert last["kid"].rpartition("/")[2] not in listed, "there is always one that signs"
    refused = app.test_cli_runner().invoke(command, ["withdraw-key", "nobody"])
    assert refused.exit_code == 1
    assert "No key that is published is called nobody." in refused.output
