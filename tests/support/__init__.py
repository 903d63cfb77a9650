"""What tests stand on: a database server, a browser, and no way out of this machine."""
