"""How a name is printed: it may begin in small letters and be cut, marked."""

from collections.abc import Sequence

_BETWEEN = ", "
_CUT = "…"


def is_name(printed: str, name: str) -> bool:
    """True when that is printed of the name."""
    printed, name = printed.casefold(), name.casefold()
    is_cut = printed.endswith(_CUT) and name.startswith(printed.removesuffix(_CUT))
    return is_cut or printed == name


def are_names(printed: str, names: Sequence[str]) -> bool:
    """True when those names are printed, all of them and no others, in their order. What stands
    between them may stand in a name too.
    """
    if len(names) < 2:
        return len(names) == 1 and is_name(printed, names[0])
    first, *others = names
    parts = printed.split(_BETWEEN)
    return any(
        is_name(_BETWEEN.join(parts[:at]), first) and are_names(_BETWEEN.join(parts[at:]), others)
        for at in range(1, len(parts))
    )
