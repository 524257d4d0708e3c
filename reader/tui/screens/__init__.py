"""The screens: the main one with tree and article, and the dialogs that ask one question each.

`browse` is the main screen with its state, `browse_*` its commands by their subjects, `main` the two together.
"""
