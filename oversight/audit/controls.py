"""Which duty of human oversight the log is evidence for, where it is not enough, and what only people can do.

A map and no legal advice: what applies to a system, only its operator can say.
"""

from enum import StrEnum

from msgspec import Struct


class Standing(StrEnum):
    """How far the pack answers a duty."""

    EVIDENCE = "evidence"
    """The pack shows it."""
    GAP = "gap"
    """The program does not do it, or not enough."""
    YOURS = "yours to do"
    """People and papers answer it, and no program can."""


class Control(Struct, frozen=True):
    """One duty, and what there is for it."""

    source: str
    duty: str
    standing: Standing
    what: str


_AI_ACT, _ISO, _SOC, _FINOS = "EU AI Act", "ISO/IEC 42001:2023", "SOC 2", "FINOS AI Governance Framework (draft)"
CONTROLS = (
    Control(
        f"{_AI_ACT}, Art. 12(1)",
        "Events are recorded automatically over the lifetime of the system",
        Standing.EVIDENCE,
        "Every change has its leaf in its transaction; `sayso audit rebuild --compare` holds the state against the log",
    ),
    Control(
        f"{_AI_ACT}, Art. 12(2)",
        "The records make situations of risk and changes traceable",
        Standing.EVIDENCE,
        "Each entry names its rule; policies that came into force are entries of their own",
    ),
    Control(
        f"{_AI_ACT}, Art. 14(1)",
        "Natural persons can oversee the system effectively",
        Standing.EVIDENCE,
        "The decisions by people in the population, and the stories in the sample",
    ),
    Control(
        f"{_AI_ACT}, Art. 14(4)(a)",
        "Overseers understand what the system can do and where it fails",
        Standing.YOURS,
        "Training of reviewers",
    ),
    Control(
        f"{_AI_ACT}, Art. 14(4)(b)",
        "Overseers stay aware of automation bias",
        Standing.GAP,
        "Times between card and vote are in the log; nobody is told yet that a reviewer stopped reading",
    ),
    Control(
        f"{_AI_ACT}, Art. 14(4)(c)",
        "Overseers can interpret what the system puts out",
        Standing.EVIDENCE,
        "What each voter had before them, word for word, in the sample",
    ),
    Control(
        f"{_AI_ACT}, Art. 14(4)(d)",
        "Overseers can decide not to use, to override or to reverse an output",
        Standing.EVIDENCE,
        "Rejections and changes in the population",
    ),
    Control(
        f"{_AI_ACT}, Art. 14(4)(e)",
        "Overseers can interrupt the system by a stop button",
        Standing.EVIDENCE,
        "Halts, their beginning and end, are entries of the log",
    ),
    Control(
        f"{_AI_ACT}, Art. 26(2)",
        "Oversight is given to persons with competence, training and authority",
        Standing.YOURS,
        "Who may be a reviewer is in your policy; that they are fit for it is yours to show",
    ),
    Control(
        f"{_AI_ACT}, Art. 26(5)",
        "The deployer monitors the system's operation",
        Standing.EVIDENCE,
        "Samples that were drawn and looked at; reported outcomes",
    ),
    Control(
        f"{_AI_ACT}, Art. 26(6)",
        "Logs are kept for at least six months",
        Standing.YOURS,
        "Nothing in the program deletes leaves; backups and their retention are yours",
    ),
    Control(
        f"{_ISO}, A.6.2.8",
        "Event logs of the AI system are recorded",
        Standing.EVIDENCE,
        "The log, and its checkpoint",
    ),
    Control(
        f"{_ISO}, A.9.2",
        "Processes for the responsible use of AI systems are defined",
        Standing.YOURS,
        "The policy file is the part that a program can follow",
    ),
    Control(
        f"{_SOC}, CC6.1",
        "Logical access is restricted",
        Standing.EVIDENCE,
        "Each proposal names the key that it came with; keys made and ended are entries",
    ),
    Control(
        f"{_SOC}, CC6.3",
        "Access follows roles, least privilege and the separation of duties",
        Standing.EVIDENCE,
        "Nobody approves what their own agent asks or what is asked for them; each vote says how the voter was known",
    ),
    Control(
        f"{_SOC}, CC7.2",
        "Anomalies are watched for",
        Standing.GAP,
        "The feed for a SIEM has all entries; the program itself samples at random and by confidence only",
    ),
    Control(
        f"{_SOC}, CC7.3",
        "Events are evaluated and acted on",
        Standing.YOURS,
        "Findings and outcomes are entries; what was done about them is yours to show",
    ),
    Control(
        f"{_SOC}, CC8.1",
        "Changes are authorised before they are made",
        Standing.EVIDENCE,
        "For changes that agents propose: the decision precedes the outcome, and both are bound to one payload digest",
    ),
    Control(
        f"{_FINOS}, human approval gates",
        "High-risk actions of agents wait for a person, and silence is no approval",
        Standing.EVIDENCE,
        "Decisions by the clock are never releases; the population counts them apart",
    ),
)
PROVES_NOT = (
    "That the log tells all: what was left out before it was written is not found by it.",
    "That nobody signed two histories, unless an earlier checkpoint or export was kept elsewhere and is compared.",
    "That a person is who Slack says, or read what was before them.",
    "That an agent ran what was approved: outcomes are its own reports.",
    "That times are right: the order of entries is proved, the clock is not.",
)
"""Said in every pack; more in docs/explanation/what-the-log-proves.md."""
