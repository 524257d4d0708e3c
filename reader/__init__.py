"""A terminal reader that makes a newspaper of Chinese newspaper text again."""

__version__ = "0.1.0"
