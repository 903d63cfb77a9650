"""The network's charter: what its partners promise, in versions, and who has signed it since when."""
