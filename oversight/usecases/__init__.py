"""One verb a file. Each loads facts, calls one pure rule with ``now``, and writes what the rule returned."""
