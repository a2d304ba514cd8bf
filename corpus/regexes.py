"""Patterns of a module, compiled when one is first used.

Some eight hundred of them stand at the top of modules; compiling all takes a third of a second,
of which one question needs a part.
"""

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class Later:
    """Stands for a compiled pattern until something is asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self.given = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # copying and pickling look for these before there is anything to compile
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.given)
        for method in _METHODS:  # the next call goes straight to the compiled pattern
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the first use.

    >>> digits = regex("[0-9]+")
    >>> digits.findall("2 of 15"), digits.pattern
    (['2', '15'], '[0-9]+')
    """
    return cast(re.Pattern[str], Later(text, flags))
