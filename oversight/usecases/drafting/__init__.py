"""People work on a draft together: it is opened, changed one thing at a time, and sent in; then it teaches."""
