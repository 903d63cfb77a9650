"""Reports: what the network looks like today, and what to do next. Counts organisations, never a case."""
