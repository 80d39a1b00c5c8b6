"""The right column of a comparison's page: contradictions, silence, pairs that may be one, totals, repetitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duixian.exporters.answers import doubt_of
from duixian.exporters.html.article import literal
from duixian.exporters.html.sources import Sources, quote, where
from duixian.exporters.series import Block
from duixian.exporters.series_rows import named
from duixian.exporters.shown import one_line
from duixian.linking import Contradiction, Duplicate, End, Link, Quiet, Total

# Entries of a section that are open from the start.
_FEW = 8
# Letters of a wording that are shown on either side of a figure.
_AROUND = 26


def aside(block: Block, sources: Sources) -> str:
    """Return the sections that have something in them."""
    sections = (
        _section("说法不一", "处，都不自动改", [_against(each, sources) for each in block.contradictions]),
        _section("合计对不上", "处", [_total(each, sources) for each in block.totals]),
        _section("没再提起", "项", [_quiet(each, sources) for each in block.quiet]),
        _section("可能是同一件事", "对，等人确认", [_pair(each, sources) for each in block.unsure]),
        _section("重复", "处，两处以上一字不差", [_repeated(each, sources) for each in block.duplicates], few=0),
    )
    return "\n".join(filter(None, sections)) or '<p class="none">没有发现前后不一、合计不符或没再提起的。</p>'


def _section(title: str, count: str, entries: Sequence[str], *, few: int = _FEW) -> str:
    if not entries:
        return ""
    head = f'<h2>{title} <span class="count">{len(entries)} {count}</span></h2>'
    shown = "".join(entries[:few])
    rest = entries[few:]
    words = f"{'其余' if few else '看'} {len(rest)} 处"
    more = f"<details><summary>{words}</summary>{''.join(rest)}</details>" if rest else ""
    return f"<section>{head}{shown}{more}</section>"


def _against(each: Contradiction, sources: Sources) -> str:
    soft = "" if each.strength == "hard" else '<span class="soft">存疑，口径可能变了</span>'
    return f'<div class="case"><h3>{literal(one_line(each.why))}</h3>{soft}{_wordings(each.ends, sources)}</div>'


def _total(each: Total, sources: Sources) -> str:
    ends = (each.whole, *each.parts)
    return f'<div class="case"><h3>{literal(one_line(each.why))}</h3>{_wordings(ends, sources)}</div>'


def _wordings(ends: Iterable[End], sources: Sources) -> str:
    """Return each wording with its source; ends of one sentence share it."""
    sentences: dict[tuple[str, int], list[End]] = {}
    for end in ends:
        sentences.setdefault((end.doc, end.statement.sentence.start), []).append(end)
    return "".join(_wording(several[0], several, sources) for several in sentences.values())


def _wording(end: End, several: Sequence[End], sources: Sources) -> str:
    links = "、".join(sources.link(each, literal(named(each))) for each in several)
    text = quote(sources.reports[end.doc].text, several, around=_AROUND)
    place = literal(where(end))
    return f'<div class="wording"><blockquote>“{text}”</blockquote><p>{links}</p><p class="where">{place}</p></div>'


def _quiet(each: Quiet, sources: Sources) -> str:
    link = sources.link(each.end, literal(named(each.end)), notes=(("后来", f"没再提起：{one_line(each.why)}"),))
    why = literal(one_line(each.why)) if each.later == "only a new target" else ""
    return f'<div class="line"><p>{link}</p><p class="where">{why or literal(where(each.end))}</p></div>'


def _pair(link: Link, sources: Sources) -> str:
    ends = "".join(f"<p>{sources.link(end, literal(named(end)))}</p>" for end in (link.earlier, link.later))
    return f'<div class="line">{ends}<p class="where">{literal(doubt_of(link))}</p></div>'


def _repeated(each: Duplicate, sources: Sources) -> str:
    places = "、".join(sources.link(end, literal(where(end))) for end in each.ends)
    return f'<div class="line"><p>{literal(named(each.ends[0]))}</p><p class="where">{places}</p></div>'
