"""Trees, checkpoints, witnesses and words."""

from __future__ import annotations

import hashlib

import pytest

from battlebox.journal import (
    Checkpoint,
    Draft,
    JournalCode,
    JournalError,
    Kind,
    continuation,
    from_card,
    make_checkpoint,
    note_printed,
    proof_of,
    qr_svg,
    six_words,
    to_card,
    verify,
    witness,
)
from battlebox.journal import paper as papers
from battlebox.journal.alone import verify_journal as alone
from battlebox.journal.checkpoint import cosigned_at
from battlebox.journal.tree import EMPTY_ROOT, Frontier, Tree, is_continuation, is_included
from battlebox.journal.words import WORDS, from_words, to_words
from sim.region import Region, key_of, settle

LEAVES = [hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(257)]


# The eight leaves and roots by which logs of certificates are tested everywhere; facts, not ours.
KNOWN_LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
KNOWN_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def test_roots_are_those_that_every_certificate_log_gives() -> None:
    frontier = Frontier()
    assert frontier.root() == EMPTY_ROOT
    for leaf, root in zip(KNOWN_LEAVES, KNOWN_ROOTS, strict=True):
        frontier.add(bytes.fromhex(leaf))
        assert frontier.root().hex() == root
    tree = Tree(map(bytes.fromhex, KNOWN_LEAVES))
    assert [tree.root(size).hex() for size in range(1, 9)] == list(KNOWN_ROOTS)
    assert tree.root(0) == EMPTY_ROOT
    assert len(tree) == 8


def test_roots_up_to_257_leaves_are_those_of_the_stand_alone_verifier() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(LEAVES, 1):
        frontier.add(leaf)
        assert frontier.root() == alone.root_of(LEAVES[:size])


def test_every_leaf_is_proved_in_every_tree_up_to_64_and_nothing_else_is() -> None:
    tree = Tree(LEAVES[:64])
    for size in range(1, 65):
        root = tree.root(size)
        for place in range(size):
            proof = tree.inclusion(place, size)
            assert is_included(LEAVES[place], place, size, proof, root)
            assert not is_included(LEAVES[place + 1], place, size, proof, root)
            assert not is_included(LEAVES[place], (place + 1) % size, size, proof, root) or size == 1
            assert not is_included(LEAVES[place], place, size, [*proof, root], root)
    assert not is_included(LEAVES[0], 3, 2, [], tree.root(2))


def test_every_pair_of_trees_up_to_256_is_proved_a_continuation() -> None:
    tree = Tree(LEAVES)
    roots = [tree.root(size) for size in range(257)]
    for new in range(257):
        for old in range(new + 1):
            proof = tree.consistency(old, new)
            assert is_continuation(old, new, proof, roots[old], roots[new])
            if 0 < old < new:
                assert not is_continuation(old, new, proof, roots[old - 1] if old > 1 else roots[new], roots[new])
                assert not is_continuation(old, new, proof, roots[old], roots[new - 1])
                assert not is_continuation(old, new, [*proof, roots[0]], roots[old], roots[new])
                assert not is_continuation(old, new, proof[:-1], roots[old], roots[new])
    assert not is_continuation(5, 3, [], roots[5], roots[3])
    assert not is_continuation(3, 5, [], roots[3], roots[5])


@pytest.fixture
def region() -> Region:
    region = Region()
    region.found()
    region.join("east-1", "eastholt")
    settle(*region.desks.values())
    return region


def write(journal, count: int) -> None:
    for i in range(count):
        journal.append(Draft(Kind.NOTE_WRITTEN, text=f"line {i}"))


def test_a_checkpoint_reads_back_and_no_letter_of_it_can_change(region: Region) -> None:
    note = make_checkpoint(region.desks["north-1"])
    text = note.to_text()
    assert Checkpoint.from_text(text) == note
    for place in range(len(text)):
        for other in ("x", "0", "\n"):
            if text[place] != other:
                with pytest.raises(JournalError) as refused:
                    Checkpoint.from_text(text[:place] + other + text[place + 1 :])
                assert refused.value.code in (JournalCode.BAD_NOTE, JournalCode.NOTE_UNSIGNED)
    with pytest.raises(JournalError, match="this is not a checkpoint of a journal"):
        Checkpoint.from_text(text + "x" * 70_000)


def test_a_witness_signs_what_continues_and_refuses_a_rollback_and_a_fork(region: Region) -> None:
    north, east = region.desks.values()
    write(north, 3)
    first = make_checkpoint(north)
    signed = witness(east, first.to_text(), [], "eastholt/east-1")
    assert cosigned_at(signed, "eastholt/east-1", east.desk.public) is not None
    assert cosigned_at(signed, "eastholt/east-1", north.desk.public) is None
    assert Checkpoint.from_text(signed.to_text()).size == first.size
    write(north, 5)
    second = make_checkpoint(north)
    with pytest.raises(JournalError, match="the proof is missing that the"):
        witness(east, second.to_text(), [], "eastholt/east-1")
    witness(east, second.to_text(), continuation(north, first.size, second.size), "eastholt/east-1")
    with pytest.raises(JournalError, match=f"has {first.size} entries and we already witnessed {second.size}"):
        witness(east, first.to_text(), [], "eastholt/east-1")
    assert [seen.size for seen in east.store.all_witnessed()] == [second.size]
    assert verify(east.store).ok
    elsewhere = Region()
    with pytest.raises(JournalError, match="this is about another incident"):
        witness(east, make_checkpoint(elsewhere.found("north-7")).to_text(), [], "eastholt/east-1")


def test_a_desk_without_a_key_makes_no_checkpoint(region: Region) -> None:
    from battlebox.journal import LaptopWatch, open_journal

    north = region.desks["north-1"]
    reader = open_journal(north.store, None, lambda *_: None, LaptopWatch())
    with pytest.raises(JournalError, match="this desk has no key"):
        make_checkpoint(reader)
    with pytest.raises(JournalError, match="this desk has no key"):
        witness(reader, make_checkpoint(north).to_text(), [], "x")


def test_who_could_prove_an_entry_is_said_and_nobody_is_said_plainly(region: Region) -> None:
    north, east = region.desks.values()
    written = north.append(Draft(Kind.NOTE_WRITTEN, text="x"))
    assert proof_of(north, written.id).to_text() == "not yet witnessed"
    settle(north, east)
    assert proof_of(north, written.id).to_text() == "not yet witnessed"
    write(east, 1)
    settle(north, east)
    assert proof_of(north, written.id).to_text() == "held by 1 other desk, 0 printed checkpoints"
    note_printed(north, make_checkpoint(north), "eastholt duty officer")
    assert proof_of(north, written.id).to_text() == "held by 1 other desk, 1 printed checkpoint"


def test_a_store_rebuilt_in_another_order_does_not_fit_its_own_checkpoints(region: Region) -> None:
    from battlebox.journal import receive
    from sim.region import FixedWatch, memory_store

    north, east = region.desks.values()
    write(north, 1)
    write(east, 1)
    settle(north, east)
    make_checkpoint(north)
    note = ((north.desk.public, region.notes["north-1"]),)
    assert verify(north.store, tips=note).ok
    swapped = list(north.entries())
    places = [i for i, entry in enumerate(swapped) if entry.header.kind == Kind.NOTE_WRITTEN]
    one, two = places
    swapped[one], swapped[two] = swapped[two], swapped[one]
    rebuilt = receive(memory_store(), north.incident, None, lambda *_: None, FixedWatch())
    rebuilt.take(swapped)
    (wrong,) = verify(rebuilt.store, tips=note).problems
    assert "entries are not the ones that checkpoint" in wrong.message


def test_twelve_words_name_a_checkpoint_and_a_misheard_one_is_caught(region: Region) -> None:
    note = make_checkpoint(region.desks["north-1"])
    size, words = note.to_spoken()
    assert len(words.split()) == 12
    assert note.is_spoken(size, words.upper())
    with pytest.raises(JournalError, match="the words do not fit together"):
        note.is_spoken(size + 1, words)
    with pytest.raises(JournalError, match="the words do not fit together"):
        note.is_spoken(size, " ".join(words.split()[:11]))
    with pytest.raises(JournalError, match="'basebal' is not one of the words"):
        note.is_spoken(size, " ".join(["basebal", *words.split()[1:]]))
    with pytest.raises(JournalError, match="is not one of the words") as refused:
        from_words("zzzzzz " * 12, 14)
    assert "was it" not in refused.value.hint
    misheard = words.split()
    misheard[3] = WORDS[(WORDS.index(misheard[3]) + 1) % 1024]
    with pytest.raises(JournalError, match="the words do not fit together"):
        note.is_spoken(size, " ".join(misheard))


def test_words_read_back_what_they_write_and_are_never_one_letter_apart() -> None:
    for i in range(200):
        data = hashlib.sha256(bytes([i])).digest()[:14]
        assert from_words(to_words(data, i), 14) == (data, i)
    assert len(set(WORDS)) == 1024
    shapes: dict[str, str] = {}
    for word in WORDS:
        for place in range(len(word)):
            for shape in (word[:place] + "?" + word[place + 1 :],):
                assert shapes.setdefault(shape, word) == word, (shapes[shape], word)


def test_the_six_words_of_a_desk_change_with_the_incident_and_the_key() -> None:
    one, two = key_of("one").public, key_of("two").public
    said = {six_words("aa" * 32, one), six_words("aa" * 32, two), six_words("bb" * 32, one)}
    assert len(said) == 3
    assert all(len(words.split()) == 6 for words in said)
    assert from_card(" " + to_card("aa" * 32, one) + "\n") == ("aa" * 32, one)
    for wrong in (
        "",
        "battlebox-desk:1:aa:bb",
        to_card("aa" * 32, one).replace("a", "g"),
        "x" + to_card("aa" * 32, one),
    ):
        with pytest.raises(JournalError, match="the other desk's message cannot be read"):
            from_card(wrong)


def test_the_sheet_says_what_to_do_with_it(region: Region) -> None:
    note = make_checkpoint(region.desks["north-1"])
    page = papers.checkpoint_page(note, desk='north "1"', printed_at="24 November 2025, 12:00 UTC", exercise=False)
    assert "keep it where the council's network cannot reach it" in page
    assert f"first {note.size} entries" in page
    assert 'north \\"1\\"' in page
    assert qr_svg(note.to_text()).startswith("<svg")
