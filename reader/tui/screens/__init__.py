"""The screens: the main one with tree and article, and the dialogs that ask one question each."""
