"""How a program of ours is started as a process of its own."""

import sys


def module_command(module: str, *options: str) -> tuple[str, ...]:
    """The command that runs the module by this interpreter, found where this process would find it.

    ``-P`` leaves out the working directory, in which a ``sandbox/`` or a ``queue.py`` of somebody else may lie. What is
    on PYTHONPATH was looked at when this process started; where it is not read here, it is not read there.
    """
    environment = ["-E"] if sys.flags.ignore_environment else []
    user_site = ["-s"] if sys.flags.no_user_site else []
    return (sys.executable, "-P", *environment, *user_site, "-m", module, *options)
