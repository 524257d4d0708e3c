"""Annotations from the files of other tools and of our own: one module a format, all of a file or none of it.

A module of this package reads a file into `placing.Found`; `placing` lays each into the library or says why it cannot.
"""
