"""Tests of the make-believe networks themselves."""
