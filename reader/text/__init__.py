"""Strings that know their source: mapping, repair, script, words, wrapping, finding.

Nothing here knows what a newspaper is, reads a file of the user's or draws on a screen.
"""
