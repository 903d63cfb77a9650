"""What learning systems say of completions while they happen, as xAPI statements. No record store: only what counts."""
