"""Evidence as a file, as a small picture, and the way from a figure to its paper."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from given import EXIF_MAKER, jpeg, promise
from people import signed_in
from PIL import Image

from duixian.accounts.models import Office, Person
from duixian.ledger import storage
from duixian.ledger.actions import claims
from duixian.ledger.models import Commitment, Document, Evidence, Observation


@pytest.fixture
def paper(reviewed: Document, xu: Person, housing: Office) -> Evidence:
    """A photo that 许 has sent with a report of eight estates."""
    commitment, data = promise("老旧小区", lead=housing), jpeg()
    digest, size = storage.keep([data])
    kept = claims.Paper(sha256=digest, size=size, name="南关 竣工照.jpg", media_type="image/jpeg", place_words="南关")
    words = "八个已竣工"
    claim = claims.report(
        commitment, by=xu, key="1", as_of=date(2025, 9, 1), value=Decimal(8), words=words, papers=[kept]
    )
    return claim.evidence.get()


def test_the_original_comes_as_a_download(paper: Evidence, xu: Person) -> None:
    response = signed_in(xu).get(f"/evidence/{paper.pk}/")
    assert b"".join(response.streaming_content) == jpeg()  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"


def test_the_preview_is_small_and_knows_nothing_of_the_camera(paper: Evidence, xu: Person) -> None:
    assert EXIF_MAKER in jpeg()
    response = signed_in(xu).get(f"/evidence/{paper.pk}/preview/")
    picture = Image.open(io.BytesIO(response.content))
    assert max(picture.size) <= 960
    assert EXIF_MAKER not in response.content
    assert not picture.getexif()


def test_a_file_that_is_no_picture_has_no_preview(paper: Evidence, qin: Person) -> None:
    Evidence.objects.update(media_type="application/pdf")
    assert signed_in(qin).get(f"/evidence/{paper.pk}/preview/").status_code == 404


def test_nobody_else_gets_it(paper: Evidence, liang: Person, wai: Person, shen: Person) -> None:
    for what in (f"/evidence/{paper.pk}/", f"/evidence/{paper.pk}/preview/", f"/sources/evidence/{paper.pk}/"):
        assert [signed_in(each).get(what).status_code for each in (liang, wai, shen)] == [404, 404, 403]
        assert signed_in(liang).post(what).status_code == 405


def test_a_file_that_is_gone_is_told_in_words(paper: Evidence, qin: Person) -> None:
    storage.path_of(paper.sha256).unlink()
    response = signed_in(qin).get(f"/evidence/{paper.pk}/")
    assert response.status_code == 400
    assert "从备份里恢复" in response.content.decode()


def test_a_claim_leads_over_its_photo_to_the_sentence(paper: Evidence, qin: Person) -> None:
    html = signed_in(qin).get(f"/sources/claim/{paper.claim_id}/").content.decode()
    assert html.index("八个已竣工") < html.index("南关 竣工照.jpg") < html.index("改造老旧小区")
    assert "3 步到纸面" in html
    assert "<html" in html


def test_htmx_gets_the_card_alone(paper: Evidence, qin: Person) -> None:
    html = signed_in(qin).get(f"/sources/evidence/{paper.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert "还没有认定" in html


def test_an_observation_leads_to_the_sentence_of_its_document(reviewed: Document, qin: Person, wai: Person) -> None:
    seen = Observation.objects.get(statement__text__contains="5.3")
    html = signed_in(qin).get(f"/sources/observation/{seen.pk}/").content.decode()
    assert "全年地区生产总值" in html
    assert signed_in(wai).get(f"/sources/observation/{seen.pk}/").status_code == 404


def test_a_target_leads_to_its_sentence(paper: Evidence, xu: Person, liang: Person) -> None:
    address = f"/sources/commitment/{paper.commitment_id}/"
    assert "改造老旧小区" in signed_in(xu).get(address).content.decode()
    assert signed_in(liang).get(address).status_code == 404


def test_an_unknown_kind_of_source_is_not_there(qin: Person) -> None:
    assert signed_in(qin).get("/sources/rumour/1/").status_code == 404
    assert not Commitment.objects.exists()
