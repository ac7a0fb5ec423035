"""The report: its days, its numbers, and a month recounted from the networks."""
