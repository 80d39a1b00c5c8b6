"""Building the demo's ledger in an empty data folder, in the order in which a county would have filled it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from duixian.accounts.models import Place
from duixian.journal import clock
from duixian.journal.seals import seal_finished_days
from duixian.ledger.actions.links import propose
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.server.demo.cases import case_counts, play_cases, tie_commitments
from duixian.server.demo.county import load_county
from duixian.server.demo.keeping import confirm_links, name_tiles, publish_issue
from duixian.server.demo.neighbours import settle
from duixian.server.demo.owners import assign_tasks
from duixian.server.demo.people import Cast
from duixian.server.demo.reports import load_documents, load_real
from duixian.server.demo.year import counts, play
from duixian.server.environment import DEMO_MARK, clock_shift
from duixian.server.founding import migrate, prepare

Say = Callable[[str], None]


def build(folder: Path, *, source: Path, real: list[Path], say: Say) -> Iterator[str]:
    """Build the ledger of the county told in `source`, with `real` reports beside it; yield what one may know of it."""
    county = load_county(source)
    prepare(folder)
    (folder / DEMO_MARK).write_text(f"{county.today.isoformat()}\n{datetime.now(UTC).isoformat()}\n", encoding="utf-8")
    migrate()
    begun = timezone.make_aware(datetime.combine(county.documents[0].issued_on, time(8, 30))) - timedelta(days=2)
    with clock.standing_at(begun):
        cast = Cast(county)
    say(f"{county.name}：{len(cast.offices)} 个单位，{len(cast.townships())} 个乡镇")
    for document in load_documents(cast):
        assign_tasks(cast, document)
        say(f"{document.title}：读到 {document.statements.count()} 条")
    deeds = play(cast)
    say(f"两年里的 {deeds} 件事：" + "，".join(f"{name} {number}" for name, number in counts()))
    acts = play_cases(cast)
    say(f"业务事项里的 {acts} 件事：" + "，".join(f"{name} {number}" for name, number in case_counts()))
    say(f"邻县的报告，和三个县每月的数：{settle(cast)} 个")
    issue = publish_issue(cast, year=county.today.year - 1, as_of=date(county.today.year - 1, 12, 31))
    with clock.standing_at(county.today - timedelta(days=2)):
        tiles, links = name_tiles(cast, year=county.today.year), confirm_links(cast)
    say(f"{issue}，挂图点名 {tiles} 项，确认前后对应 {links} 处")
    with clock.standing_at(county.today - timedelta(days=1)):
        keepers = load_real(real, county)
    with clock.standing_at(county.today - timedelta(hours=20)):
        found = sum(sum(propose(place)) for place in Place.objects.filter(documents__isnull=False).distinct())
    with clock.standing_at(county.today - timedelta(hours=9)):
        tied = tie_commitments(cast)
    say(f"承诺里有 {tied} 项照事项计量")
    say(f"报告之间对得上、对不上和没再提起的：{found} 处")
    with clock.standing_at(county.today):
        seal_finished_days()
    settings.CLOCK_SHIFT = clock_shift(folder)
    for person in cast.shown():
        yield f"{person.username}  {person.name}  {person.get_role_display()}"
    for username, name in keepers:
        own = Document.objects.filter(uploaded_by__username=username)
        waiting = Statement.objects.filter(document__in=own, review=ReviewState.PROPOSED).count()
        yield f"{username}  {name}  真实报告 {own.count()} 份，还有 {waiting} 条等人审"
    yield f"密码都是 {county.password}"
