"""What one run of the tests leaves for the next (``tests.kept``)."""

import pytest

from tests import kept


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A run's folder with a cluster and a council in it, and nothing kept yet."""
    monkeypatch.setattr(kept, "KEPT", tmp_path / "kept")
    made = tmp_path / "guildhall-tests-1"
    for part in ("postgres", "marlshire"):
        (made / part).mkdir(parents=True)
        (made / part / "file").write_text(part)
    return made


def test_the_next_run_takes_what_one_has_made(house, tmp_path):
    name = kept.name_of_now()
    following = tmp_path / "guildhall-tests-2"
    following.mkdir()
    assert not kept.take(name, following)
    assert list(following.iterdir()) == []
    (kept.KEPT / "older").mkdir(parents=True)
    kept.keep(name, house)
    assert [path.name for path in kept.KEPT.iterdir()] == [name]
    assert kept.take(name, following)
    assert (following / "postgres" / "file").read_text() == "postgres"


def test_a_council_of_other_files_or_of_no_council_is_not_kept(house):
    kept.keep("made of what has changed since", house)
    assert not kept.KEPT.exists()
    (house / "marlshire" / "file").unlink()
    (house / "marlshire").rmdir()
    kept.keep(kept.name_of_now(), house)
    assert not kept.KEPT.exists()


@pytest.mark.parametrize("folder", kept.COMES_OF_FOLDERS)
def test_whatever_it_comes_of_gives_another_name(tmp_path, monkeypatch, folder):
    monkeypatch.setattr(kept, "ROOT", tmp_path)
    for name in kept.COMES_OF_FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    before = kept.name_of_now()
    assert kept.name_of_now() == before
    (tmp_path / folder / "part").mkdir(parents=True)
    (tmp_path / folder / "part" / "file.yaml").write_text("1")
    made = kept.name_of_now()
    assert made != before
    (tmp_path / folder / "part" / "file.yaml").write_text("2")
    assert kept.name_of_now() not in {before, made}
