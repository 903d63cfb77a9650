"""Importing what other systems say of who trained: looked at first, imported as a whole, taken back as a whole."""
