"""What came of an action afterwards, and who may say so."""
