"""One deed after another that pages of the ledger show: what is kept has to follow each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from given import promise
from people import read_into

from duixian.accounts.actions.offices import change_office
from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.ledger.actions import claims, ladders, observations
from duixian.ledger.actions.review import accept_many
from duixian.ledger.actions.tasks import assign
from duixian.ledger.escalation import Ladder
from duixian.ledger.models import Commitment, Document, Indicator, Task

THIS_YEAR = "清河湾县2025年补充计划\n\n今年新建公厕12座。全县地区生产总值增长5.5%。\n"


def written(document: Document, keeper: Person, office: Office, clerk: Person) -> Iterator[str]:
    """Do one deed after another that a row may show; yield what was done."""
    one, today = promise("小区", lead=office), clock.today()
    claim = claims.report(one, by=clerk, key="a", as_of=today, value=Decimal(3))
    yield "reported"
    claims.return_claim(claim, by=keeper, why="缺盖章")
    yield "returned"
    claims.change_due(one, due=today + timedelta(days=400), reason="设备晚到", by=keeper)
    yield "deadline changed"
    ladders.set_ladder(document.place, ladder=Ladder(blue=1, orange=2, red=3), by=keeper, reason="收紧")
    yield "ladder changed"
    more = read_into(document.place, keeper, THIS_YEAR, name="补充.txt")
    accept_many(list(more.statements.all()), by=keeper)
    yield "more promised"
    assign(list(Task.objects.filter(document=more, retired=False)), by=keeper, lead=office)
    yield "assigned"
    change_office(office, by=keeper, name="清河湾县住建和城管局", short="住建城管局")
    yield "office renamed"
    given = observations.Given(
        start=today.replace(month=1, day=1), end=today, value=Decimal("4.2"), unit="%", measure="growth"
    )
    gdp = Indicator.objects.get(pk="gdp")
    observations.take(given, indicator=gdp, place=document.place, by=keeper)
    yield "observed"
    claims.withdraw(Commitment.objects.get(title__contains="公厕"), by=keeper, why="并入城区改造")
    yield "withdrawn"
