"""Two at the same moment, again and again: one wins, and the other reads who."""
