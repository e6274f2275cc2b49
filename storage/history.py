"""How many people spoke of what in the weeks before a digest: counts, no stories."""

from collections import Counter
from uuid import UUID

from sqlalchemy import Select, bindparam, case, distinct, func, or_, select

from bot.core.edition import History, RecentTellers, WeekCount
from bot.core.model.story import Role, Status
from bot.core.model.tag import NOTHING, THEMES, Source
from bot.core.model.week import Week
from storage.session import Session, Statement
from storage.tables import part, story, tag

# Stories that no digest counts yet are of the digest that is being composed, however late.
_COUNTED = (
    story.c.team == bindparam("team"),
    story.c.week >= bindparam("since"),
    story.c.week < bindparam("before"),
    story.c.status == Status.KEPT,
    story.c.digest.is_not(None),
)


def _visible_tags(*facets: str) -> Select[tuple[str, str, str, str]]:
    """Return week, teller, facet and key of the tags that readers see, as `precedence` tells."""
    rank = case({source: place for place, source in enumerate(Source)}, value=tag.c.source)
    all_tags = (
        select(
            story.c.week,
            story.c.person,
            tag.c.facet,
            tag.c.key,
            rank.label("rank"),
            func.min(rank).over(partition_by=(story.c.id, tag.c.facet)).label("best"),
        )
        .join_from(story, part, part.c.story == story.c.id)
        .join(tag, (tag.c.part == part.c.id) & (tag.c.tag_set == part.c.tag_set))
        .where(*_COUNTED, or_(*(tag.c.facet == facet for facet in facets)))
        .subquery()
    )
    return select(all_tags.c.week, all_tags.c.person, all_tags.c.facet, all_tags.c.key).where(
        all_tags.c.rank == all_tags.c.best, all_tags.c.key != NOTHING
    )


_THEMES = _visible_tags(*THEMES).subquery()
_BY_THEME = Statement(
    select(
        _THEMES.c.facet, _THEMES.c.key, func.count(distinct(_THEMES.c.person)).label("tellers")
    ).group_by(_THEMES.c.week, _THEMES.c.facet, _THEMES.c.key)
)
_BY_WEEK = Statement(
    select(
        story.c.week,
        func.count(distinct(story.c.person)).label("tellers"),
        func.count(
            distinct(case((story.c.role == Role.CUSTOMER, story.c.person), else_=None))
        ).label("customers"),
    )
    .where(*_COUNTED)
    .group_by(story.c.week)
)
_STORIES_BY_WEEK = Statement(
    select(
        story.c.week,
        func.count().label("stories"),
        func.sum(case((story.c.role == Role.CUSTOMER, 1), else_=0)).label("customers"),
    )
    .where(
        story.c.team == bindparam("team"),
        story.c.week >= bindparam("since"),
        story.c.week <= bindparam("last"),
        story.c.status == Status.KEPT,
    )
    .group_by(story.c.week)
)
_TELLERS = Statement(select(story.c.person).distinct().where(*_COUNTED))
_STAGES_TOLD = _visible_tags("stage").subquery()
_STAGES = Statement(select(_STAGES_TOLD.c.key).distinct())


def history(session: Session, team: str, before: Week, weeks: int) -> History:
    """Count the tellers of each week before that one, and sum the weeks."""
    asked = {"team": team, "since": str(before.shifted(-weeks)), "before": str(before)}
    by_week = session.all(_BY_WEEK, **asked)
    by_theme: Counter[tuple[str, str]] = Counter()
    for row in session.all(_BY_THEME, **asked) if by_week else ():
        by_theme[row["facet"], row["key"]] += row["tellers"]
    told = {row["week"] for row in by_week}
    known = [away for away in range(1, weeks + 1) if str(before.shifted(-away)) in told]
    return History(
        weeks=max(known, default=0),
        tellers=sum(row["tellers"] for row in by_week),
        customers=sum(row["customers"] for row in by_week),
        by_theme=by_theme,
    )


def by_week(session: Session, team: str, last: Week, weeks: int) -> list[WeekCount]:
    """Count the stories of each of these weeks."""
    asked = [last.shifted(place + 1 - weeks) for place in range(weeks)]
    rows = session.all(_STORIES_BY_WEEK, team=team, since=str(asked[0]), last=str(last))
    found = {row["week"]: (row["stories"], row["customers"]) for row in rows}
    return [WeekCount(week, *found.get(str(week), (0, 0))) for week in asked]


def recent_tellers(session: Session, team: str, before: Week, weeks: int) -> RecentTellers:
    """Read who told, and of which stages, in the weeks before that one."""
    asked = {"team": team, "since": str(before.shifted(-weeks)), "before": str(before)}
    return RecentTellers(
        tellers=frozenset(UUID(row["person"]) for row in session.all(_TELLERS, **asked)),
        stages=frozenset(row["key"] for row in session.all(_STAGES, **asked)),
    )
