"""What the check before sending remarks on a digest, for the owner who still may step in."""

from collections import Counter
from datetime import datetime

from bot.core.drafting import Draft
from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import NaturalKey
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Transaction

_WARNS, _LEFT_OUT = "oversight-remark", "oversight-left-out"
_QUOTES_ONLY = "oversight-quotes-only"


def add_remarks(
    tx: Transaction,
    draft: Draft,
    owner: Address,
    now: datetime,
    after: NaturalKey | None = None,
) -> NaturalKey | None:
    """Add one message for each check that warned, for which lines were left out, or which left
    only quotes; return the key of the last of them. No words of a story are in it.
    """
    digest = draft.digest
    found: Counter[tuple[str, str]] = Counter(
        (_key(each.is_red), each.check) for each in draft.findings
    )
    if draft.quotes_only:
        found[_QUOTES_ONLY, draft.quotes_only] = 1
    for (key, check), lines in sorted(found.items()):
        dedup = (key, digest.id.hex, check, now.isoformat())
        note = Note(
            key=key, language=digest.language, arguments={"check": check, "lines": str(lines)}
        )
        tx.deliveries.add(
            NewDelivery(dedup=dedup, address=owner, content=note, not_before=now, after=after)
        )
        after = dedup
    return after


def _key(is_red: bool) -> str:
    return _LEFT_OUT if is_red else _WARNS
