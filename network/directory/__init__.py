"""Where to find support: what an organisation keeps for its own people, what the network keeps for everybody (WB-2)."""
