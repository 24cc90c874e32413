"""From a proposal to its route: how risky it is, what the rules demand, who is asked, and why."""
