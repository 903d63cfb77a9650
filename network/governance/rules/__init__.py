"""What holds for groups, meetings and actions: pure, over plain values."""
