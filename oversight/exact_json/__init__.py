"""JSON that everybody reads alike: a strict door, one byte string a value, and names for places in a document.

A decision is bound to the bytes of what will run, so nothing may come in that two readers read differently.
"""
