"""Who is meant by a name that somebody wrote: one reading too many costs a minute, one too few is self-approval."""
