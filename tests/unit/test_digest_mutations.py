from collections.abc import Sequence

import pytest

from bot.core.model.language import SPOKEN
from tests.digest_builders import week46
from tests.digest_mutations import MUTATIONS, Digest, sound_digests, uncaught
from tests.digest_weeks import weeks

TRIED = 100


@pytest.fixture(scope="module")
def digests() -> Sequence[Digest]:
    return sound_digests((*(week46(language=language) for language in SPOKEN), *weeks(1, 30)))


@pytest.mark.parametrize("kind", MUTATIONS)
def test_of_altered_digests_at_least_99_in_100_are_caught(
    kind: str, digests: Sequence[Digest]
) -> None:
    assert len(uncaught(MUTATIONS[kind], digests, TRIED, seed=1)) <= TRIED // 100
