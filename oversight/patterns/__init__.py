"""The five patterns of the article, a page each: what the pattern promises, and which rooms keep the promise."""
