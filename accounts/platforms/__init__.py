"""The networks we speak to, one file or folder each."""
