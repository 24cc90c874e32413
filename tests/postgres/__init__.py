"""PostgreSQL for one test run, with nothing to install or start beforehand."""
