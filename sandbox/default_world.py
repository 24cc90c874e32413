"""The workspace that a newcomer meets: five people, two groups, seven channels."""

from sandbox.channel import Channel
from sandbox.people import User, Usergroup
from sandbox.world import World

BOT_ID = "B0SAYSO"
APP_ID = "A0SAYSO"


def default_world() -> World:
    """A new workspace named Sandbox, without any messages."""
    bot = User("U0BOT", "sayso", "Sayso", color="2f6f5e", is_bot=True, bot_id=BOT_ID, app_id=APP_ID)
    people = [
        User("U0SAM", "sam", "Sam Okafor", "Support", "sam@sandbox.example", color="3572bd"),
        User("U0LEA", "lea", "Lea Brandt", "Team lead", "lea@sandbox.example", color="8a5cc2", is_admin=True),
        User("U0DEV", "devi", "Devi Rao", "Fraud", "devi@sandbox.example", color="b84f33"),
        User("U0MINA", "mina", "Mina Kovač", "VP Operations", "mina@sandbox.example", color="b0357e"),
        User("U0OLI", "oliver", "Oliver Quist", "Marketing", "oliver@sandbox.example", color="6f7682"),
    ]
    everyone = [person.id for person in people]
    channels = [
        Channel("C0APPROVALS", "agent-approvals", [*everyone, bot.id], "What agents ask of the support team"),
        Channel("C0LEADS", "agent-approvals-leads", [*everyone, bot.id], "Escalations to the team leads"),
        Channel("C0RISK", "agent-approvals-risk", [*everyone, bot.id], "Escalations to fraud and risk"),
        Channel("C0EXEC", "agent-approvals-exec", [*everyone, bot.id], "Escalations to executives"),
        Channel("C0DIGEST", "agent-digest", [*everyone, bot.id], "What ran by itself, for review"),
        Channel("C0AUDIT", "agent-audit", [*everyone, bot.id], "What was signed of the audit log"),
        Channel("C0GENERAL", "general", everyone, "Everyone is here, the bot is not"),
    ]
    groups = [
        Usergroup("S0SUPPORT", "support", "Support", ["U0SAM"]),
        Usergroup("S0FRAUD", "fraud", "Fraud", ["U0DEV", "U0LEA"]),
    ]
    return World(
        team_id="T0SANDBOX",
        team_name="Sandbox",
        team_domain="sandbox",
        bot=bot,
        users={user.id: user for user in [*people, bot]},
        usergroups={group.id: group for group in groups},
        channels={channel.id: channel for channel in channels},
    )
