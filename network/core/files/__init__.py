"""Pictures and documents that people send: told by their content, never by their name, and written anew.

What leaves here holds no script, no macro, no address to fetch from, nothing about whoever made it, and no byte
that came before or after the document itself (`B23`). `checking` is the way in, `serving` the way out. Workbooks
are read by `core.tabular` instead, and not kept.
"""
