"""JSON that everybody reads alike: a strict reader, one byte string per value, one walk, and one spelling of a path.

A decision is bound to the bytes of what will run, so nothing may come in that two readers read differently.
"""
