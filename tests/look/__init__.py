"""Tests of the look: colours that can be read, icons that exist, words for times."""
