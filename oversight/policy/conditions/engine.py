"""The CEL engine without its console, which the package ``cel`` loads with it: that takes as long as a whole command.

Where the package is built otherwise than we know it, it is imported as a whole.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import cel
else:

    def _engine() -> ModuleType:
        """The package's compiled module, which is all that conditions need; one for the whole process."""
        name = "cel.cel"
        if name in sys.modules:
            return sys.modules[name]
        package = PathFinder.find_spec("cel")
        folders = package.submodule_search_locations if package else None
        found = PathFinder.find_spec(name, folders) if folders else None
        if found is None or found.loader is None:
            import cel as whole  # noqa: PLC0415 - the console comes along, but conditions work

            return whole
        sys.modules[name] = module = module_from_spec(found)
        found.loader.exec_module(module)
        return module

    cel = _engine()

__all__ = ["cel"]
