"""What a page is made of, how to see it in plain text, and how to lay it out again.

Pure functions from a `Source` to a `Page` and from a `Page` to rows; no I/O, no screen.
"""
