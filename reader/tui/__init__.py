"""The Textual app: everything that knows the screen, and nothing that decides about text."""
