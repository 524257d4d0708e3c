"""Annotations in the formats of other tools: one module a format, one registry.

Every export verifies its offsets against the text it names before anything is written.
"""
