"""Many files: finding, decoding, caching and watching them, and the user's place in them.

No annotation is stored here (they are not disposable), and nothing is drawn.
"""
