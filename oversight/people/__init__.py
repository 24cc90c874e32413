"""Who is meant by a name that somebody wrote: reading too much costs a minute, reading too little is self-approval."""
