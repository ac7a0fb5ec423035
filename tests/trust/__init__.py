"""The audit, the headers, and texts of strangers that mean harm."""
