"""Stage words and the order of the stages."""

import pytest

from duixian.catalogue import stage_list, stages


@pytest.mark.parametrize(
    ("verb", "stage"),
    [
        ("动工", "started"),
        ("开工建设", "started"),
        ("主体封顶", "structure"),
        ("竣工", "built"),
        ("通过验收", "accepted"),
        ("投入使用", "operating"),
        ("建成通车", "operating"),
        ("并网", "operating"),
        ("达产达效", "full"),
        ("淘汰", "removed"),
    ],
)
def test_words_name_their_stage(verb: str, stage: str) -> None:
    assert stages()[verb].id == stage


def test_stages_follow_one_another() -> None:
    order = [stage.id for stage in stage_list()]
    path = ["planned", "approved", "signed", "landed", "started", "structure", "built", "accepted", "operating", "full"]
    assert sorted(path, key=order.index) == path


def test_what_is_done_comes_after_what_is_begun() -> None:
    building = max(stage.order for stage in stage_list() if stage.id in ("started", "structure"))
    assert all(stage.order > building for stage in stage_list() if stage.done)


def test_ids_and_titles_are_unique() -> None:
    assert (
        len({stage.id for stage in stage_list()}) == len({stage.title for stage in stage_list()}) == len(stage_list())
    )
