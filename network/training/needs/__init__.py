"""What training an organisation's people need, how far it has come, and who lapses next (TR-6 to TR-8, TR-11)."""
