"""Measures run by hand: they print, and judge nothing on a busy machine."""
