"""How many altered digests the check before sending catches: one line a kind of alteration.

The digests are those of the golden week and of made-up weeks, in three languages; each altered one
differs from a sound one in one thing.

    python -m benchmarks.mutations [COUNT]
"""

import argparse

from bot.core.model.language import SPOKEN
from tests.digest_builders import week46
from tests.digest_mutations import MUTATIONS, sound_digests, uncaught
from tests.digest_weeks import weeks

COUNT = 1000
WEEKS = 90
SEED = 46


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT, help="digests of each kind")
    count: int = parser.parse_args().count
    golden = (week46(language=language) for language in SPOKEN)
    digests = sound_digests((*golden, *weeks(SEED, WEEKS)))
    print(f"{'Alteration':<30}{'tried':>8}{'caught':>8}")
    for kind, mutation in MUTATIONS.items():
        missed = uncaught(mutation, digests, count, SEED)
        print(f"{kind:<30}{count:>8}{count - len(missed):>8}")


if __name__ == "__main__":
    main()
