"""What is read before anybody asks is not read again by the first page; what cannot be read breaks nothing."""

from __future__ import annotations

import pytest
from django.template.loaders import cached

from battlebox.desk.picture import revision
from battlebox.desk.record import Installation


def test_the_first_page_finds_estate_and_templates_ready(opened, desk_page, monkeypatch):
    from battlebox.web.starting import warming

    assert warming.warm() == 1

    def read_again(*what):
        pytest.fail(f"read again: {what}")

    monkeypatch.setattr(revision, "estate_of", read_again)
    monkeypatch.setattr(cached.Loader, "get_template", _only_known(cached.Loader.get_template, read_again))
    assert b"Blue kettle" in desk_page("northmere").get(opened.at()).content


def _only_known(get, refuse):
    def asked(loader, name, skip=None):
        if loader.cache_key(name, skip) not in loader.get_template_cache:
            refuse(name)
        return get(loader, name, skip)

    return asked


def test_an_estate_or_a_record_that_cannot_be_read_is_left_for_the_page_to_tell(opened, monkeypatch):
    from battlebox.web import records
    from battlebox.web.starting import warming

    def refuse(*_):
        raise OSError("the disk is gone")

    monkeypatch.setattr(warming, "estate_in_use", refuse)
    assert warming.warm() == 0
    (opened.installation.path / "incidents" / f"{opened.record.incident[:16]}.journal").write_bytes(b"no record")
    broken = Installation(opened.installation.path, opened.watch)
    records.use(broken)
    assert warming.warm() == 0
    broken.close()
