"""The widgets of the app, one subject a file: each draws, asks, and posts what happened.

No widget changes an annotation, reads a file or decides about text: the screens do the first two, `reader.text` the
last.
"""
