"""One module a format; each has a `FORMAT`, by which `reader.exports.registry` finds it.

A format turns rows or documents into bytes. It reads no file, and it changes no offset but from one unit to another.
"""
