"""A list of places goes in whole or not at all, and says by line what to mend."""

from __future__ import annotations

import pytest

from duixian.accounts.actions.places import check_places, import_places
from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal.models import Entry
from duixian.journal.verifying import verify

HEAD = "代码,名称,级别,上级代码,别名\n"
GOOD = (
    HEAD
    + "990101100201,东关村,村,990101100,东关|东关大队\n990101100,城关镇,乡镇,990101,\n990101,清河湾县,县,,\n"
    + "990101101,柳林乡,乡,990101,\n990101101201,上庄村,村,990101101,\n"
)


def told(text: str, by: Person) -> list[tuple[int, str]]:
    return [(error.line, error.what) for error in check_places(text.encode(), name="地方.csv", by=by).errors]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_becomes_a_tree(qin: Person, encoding: str) -> None:
    found = import_places(GOOD.encode(encoding), name="地方.csv", by=qin)
    assert (len(found.add), len(found.change), found.same) == (4, 0, 1)
    village = Place.objects.get(name="东关村")
    assert village.path == "9901/990101/990101100/990101100201/"
    assert (village.aliases, village.is_fictional) == ("东关\n东关大队", True)
    assert Entry.objects.filter(action="place.add").count() == 4
    assert verify().is_whole


def test_the_same_list_again_changes_nothing(qin: Person) -> None:
    import_places(GOOD.encode(), name="地方.csv", by=qin)
    entries = Entry.objects.count()
    found = import_places(GOOD.encode(), name="地方.csv", by=qin)
    assert (found.add, found.change, found.same) == ((), (), 5)
    assert Entry.objects.count() == entries
    renamed = import_places("990101100,城关街道,街道,990101\n".encode(), name="a.csv", by=qin)
    assert [place.name for place, _ in renamed.change] == ["城关街道"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("990101100,城关镇,乡镇,990101\n990101100,城关乡,乡镇,990101\n", 2, "重复，第 1 行"),
        ("990101100,城关镇,大队,990101\n", 1, "级别“大队”认不出来"),
        ("990101100,城关镇,乡镇,990199\n", 1, "没有代码是 990199 的上级"),
        ("990101100,城关镇,乡镇,\n", 1, "没有写上级代码"),
        ("990101100,,乡镇,990101\n", 1, "没有名称"),
        ("９９,城关镇,乡镇,990101\n", 1, "代码“９９”不合适"),
        ("a1,甲镇,乡镇,a2\na2,乙镇,乡镇,a1\n", 1, "绕成了圈：a1 → a2 → a1"),
        ("a1,甲村,村,990101\na2,乙镇,乡镇,a1\n", 2, "乡镇不能在它下面"),
        ("990101,清河湾县,乡镇,9901\n", 1, "在台账里是县"),
        ("990101,清河湾县,县,9902\n", 1, "在台账里的上级是 9901"),
        ("990201,石岭县,县,\n", 1, "不在您管的范围里"),
        ("990201100,别的镇,乡镇,990201\n", 1, "没有代码是 990201 的上级"),
        ("9901,临川市,市,\n", 1, "不在您管的范围里"),
    ],
)
def test_each_line_says_what_to_mend(qin: Person, elsewhere: Place, text: str, line: int, words: str) -> None:
    before = Place.objects.count()
    found = import_places(text.encode(), name="地方.csv", by=qin)
    assert any(at == line and words in what for at, what in told(text, qin))
    assert all(error.hint for error in found.errors)
    assert Place.objects.count() == before


def test_one_bad_line_keeps_the_good_ones_out(qin: Person) -> None:
    found = import_places((GOOD + "x,坏,村,没有\n").encode(), name="地方.csv", by=qin)
    assert [error.line for error in found.errors] == [7]
    assert not Place.objects.filter(level="township").exists()


@pytest.mark.parametrize(
    ("data", "words"), [(b"PK\x03\x04\x00\x00", "不是 CSV"), (b"\xff\xff\xff", "编码认不出来"), (b"\n \n", "没有一行")]
)
def test_a_file_that_is_no_list_is_told(qin: Person, data: bytes, words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        import_places(data, name="地方.csv", by=qin)


def test_the_system_may_begin_a_tree(db: None) -> None:
    import_places("990301,新县,县,\n990301100,新镇,镇,990301\n".encode(), name="a.csv", by=None, fictional=True)
    assert Place.objects.get(name="新镇").path == "990301/990301100/"


def test_only_a_keeper_takes_in_a_list(xu: Person) -> None:
    with pytest.raises(LedgerError, match="只有管理员"):
        import_places(GOOD.encode(), name="地方.csv", by=xu)
