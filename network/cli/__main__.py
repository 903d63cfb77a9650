"""`python -m network.cli` is the console script."""

from network.cli import main

main()
