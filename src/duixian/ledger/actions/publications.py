"""The report to the people: drafting, rewriting, publishing. A number without a reference stops publishing."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger import checks
from duixian.ledger.actions.locking import actor, locked
from duixian.ledger.models import Publication
from duixian.ledger.reporting.content import Ledger, check_code_of, content_of, hidden_in
from duixian.ledger.reporting.drafting import draft_of
from duixian.ledger.reporting.figures import taken
from duixian.ledger.reporting.personal import personal_in
from duixian.ledger.reporting.references import paragraphs, plain_text, references, strays

TITLE = "向人民报告"


@transaction.atomic
def draft(place: Place, *, year: int, as_of: date, by: Person) -> Publication:
    """Draft the next issue of a place from its ledger as of a day."""
    if as_of > clock.today():
        raise LedgerError(_("%(as_of)s 还没有到。") % {"as_of": as_of}, where=TITLE, hint=_("截至的一天写今天或以前。"))
    figures = taken(place, as_of)
    ledger = Ledger(place, year=year, day=as_of, figures=figures)
    if not ledger.items:
        hint = _("先在阅读台接受那一年报告里的目标。")
        raise LedgerError(_("%(year)s 年还没有承诺，没有可报告的。") % {"year": year}, where=place.name, hint=hint)
    last = Publication.objects.filter(place=place).order_by("-number").first()
    publication = Publication.objects.create(
        place=place,
        number=(last.number if last else 0) + 1,
        year=year,
        as_of=as_of,
        title=TITLE,
        draft=draft_of(ledger),
        figures=figures,
    )
    after = {"number": publication.number, "as_of": as_of, "figures": len(figures)}
    _record(publication, "publication.draft", after, by=by)
    return publication


@transaction.atomic
def rewrite(publication: Publication, *, draft: str, by: Person, revision: int | None = None) -> Publication:
    """Keep another text of a draft; a published issue is never rewritten."""
    publication = locked(publication, revision=revision)
    _refuse_published(publication)
    text = draft.replace("\r\n", "\n").strip() + "\n"
    if text != publication.draft:
        publication.draft = text
        publication.save(update_fields=["draft"])
        _record(publication, "publication.rewrite", {"characters": len(text)}, by=by)
    return publication


def faults_of(publication: Publication) -> list[str]:
    """Return what keeps a draft from being published, each in a sentence that says where."""
    ledger = _ledger_of(publication)
    found = [
        _("第 %(at)s 段“…%(around)s…”里的“%(words)s”没有出处")
        % {"at": stray.paragraph, "around": stray.around, "words": stray.words}
        for stray in strays(publication.draft)
    ]
    found += [
        _("第 %(at)s 段写了%(what)s：公开的报告不写个人信息") % {"at": at, "what": personal.in_words(text)}
        for at, text in enumerate(map(plain_text, paragraphs(publication.draft)), 1)
        for personal in personal_in(text, ledger.names)
    ]
    return found + [fault for each in references(publication.draft) if (fault := ledger.fault(each))]


def hidden_of(publication: Publication) -> list[str]:
    """Return what tells of a person in the ledger's own texts and is masked in this issue, each with where."""
    return hidden_in(_ledger_of(publication), publication.draft)


@transaction.atomic
def publish(publication: Publication, *, by: Person, revision: int | None = None) -> Publication:
    """Publish a draft; publishing again gives the same bytes. A number without a source stops it and is named."""
    if publication.state == Publication.State.PUBLISHED:
        return publication
    publication = locked(publication, revision=revision)
    if publication.state == Publication.State.PUBLISHED:
        return publication
    broken = checks.last()
    if n := len(broken.faults):
        hint = _("先按日志页上写的处理，再核对一遍；完好以后才能发布。")
        what = ngettext("日志有 %(n)s 处不符，没有发布。", "日志有 %(n)s 处不符，没有发布。", n) % {"n": n}
        raise LedgerError(what, where=str(publication), hint=hint)
    faults = faults_of(publication)
    if faults:
        hint = _("把数字换成引用，如 {117 佐证}；个人信息删去；或者删去这一句。")
        words = ngettext(
            "%(n)s 处不能公开或没有出处，没有发布：%(listed)s",
            "%(n)s 处不能公开或没有出处，没有发布：%(listed)s",
            len(faults),
        )
        what = words % {"n": len(faults), "listed": _("；").join(faults[:5])}
        raise LedgerError(what, where=str(publication), hint=hint)
    publication.content = rebuilt(publication)
    publication.check_code = check_code_of(publication.content)
    publication.state = Publication.State.PUBLISHED
    publication.published_at, publication.published_by = clock.now(), by
    publication.save()
    _record(publication, "publication.publish", {"check_code": publication.check_code}, by=by)
    return publication


def rebuilt(publication: Publication) -> str:
    """Return the content of an issue, made anew from the ledger as of its day; figures are those of its draft."""
    ledger = _ledger_of(publication)
    return content_of(ledger, number=publication.number, title=publication.title, draft=publication.draft)


def _ledger_of(publication: Publication) -> Ledger:
    figures = publication.figures or ()
    return Ledger(publication.place, year=publication.year, day=publication.as_of, figures=figures)


def _refuse_published(publication: Publication) -> None:
    if publication.state == Publication.State.PUBLISHED:
        hint = _("要更正，就在下一期写明。")
        raise LedgerError(_("已经发布的一期不能改。"), where=str(publication), hint=hint)


def _record(publication: Publication, action: str, after: dict[str, object], *, by: Person) -> None:
    change = Change(subject=publication, action=action, after=after, place=publication.place.path)
    record(change, by=actor(by))
