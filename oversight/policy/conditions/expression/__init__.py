"""CEL as a policy writes it: read into a tree, checked, and written anew for the engine.

The engine has integers and doubles that do not mix, JSON has numbers. So what the engine is handed knows doubles alone:
the payload's numbers become doubles, and so do those of the condition. 100 and 100.0 therefore never differ.
"""
