"""People: how one gets in, and stays, and leaves."""
