"""Workers that die at a chosen moment, and what is left afterwards."""
