"""Times the product against hand-written floors, measured in the same run: `make bench`, `make bench SIZE=10x`.

A time means nothing on a shared machine; a ratio to a floor does. `data` builds the network, `serving` runs it as it
is run, `bare` is the floor over HTTP, and each file of `measures` is one goal with the floor beside it.
"""
