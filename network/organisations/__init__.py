"""The organisations of the network, their departments and their nations; knows no users."""
