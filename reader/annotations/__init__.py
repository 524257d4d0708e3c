"""What a person said about the text: tags, highlights, notes; where they stand; their store.

Annotations speak in spans of the source; nothing here knows the screen.
"""
