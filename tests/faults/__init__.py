"""Every fault of the networks in turn: what becomes of it, and what a person reads."""
