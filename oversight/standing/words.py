"""A standing approval as people say it, the same in reasons, leaves and explanations."""

from oversight.standing.standing_approval import StandingApproval


def allowed_words(approval: StandingApproval) -> str:
    """Who allowed it, and for how long: “Dana Lee allowed this shape on 22 Nov, until 29 Nov or once”."""
    granted, ends = approval.granted_at, approval.expires_at
    times = "once" if approval.uses_at_most == 1 else f"{approval.uses_at_most} times"
    if granted.date() == ends.date():
        return f"{approval.granted_by.name} allowed this shape on {granted:%-d %b}, until {ends:%H:%M} UTC or {times}"
    return f"{approval.granted_by.name} allowed this shape on {granted:%-d %b}, until {ends:%-d %b} or {times}"
