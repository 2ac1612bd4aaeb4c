"""The table that tells numbers: it is the one that was tested, and the script makes it again."""

import hashlib
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from toolkit.screening import learnt_times
from toolkit.screening.finding import Kind
from toolkit.screening.learnt_times import BIAS, KINDS, judge_number, load_table
from toolkit.screening.time_features import read_numbers
from toolkit.screening.tokens import read_tokens

SCRIPT = Path(__file__).parents[2] / "scripts" / "train_times.py"
SENTENCES = SCRIPT.parent / "time_sentences"
SHIPPED = Path(str(files("toolkit.screening").joinpath(learnt_times.MODEL)))


def judge(line: str) -> dict[Kind, float]:
    ((_, _, number),) = read_numbers([token.lower for token in read_tokens(line)])
    return judge_number(number)


def test_training_in_full_writes_the_shipped_table(tmp_path: Path) -> None:
    target = tmp_path / "times.tsv"
    subprocess.run([sys.executable, str(SCRIPT), str(target)], check=True, capture_output=True)
    assert target.read_bytes() == SHIPPED.read_bytes()
    assert hashlib.sha256(target.read_bytes()).hexdigest() == learnt_times.SHA256


def test_every_feature_has_a_weight_for_each_kind_and_one_is_always_there() -> None:
    table = load_table()
    assert {len(weights) for weights in table.values()} == {len(KINDS)}
    assert all(weight < 0 for weight in table[BIAS])  # most numbers are nobody's


def test_likelihoods_are_shares_that_leave_room_for_neither() -> None:
    likely = judge("I was nineteen when they sent me down")
    assert max(likely, key=lambda kind: likely[kind]) is Kind.AGE
    assert 0.5 < sum(likely.values()) < 1
    assert sum(judge("we had nineteen chairs in the chapel").values()) < 0.1


def test_the_sentences_by_hand_are_not_in_the_training() -> None:
    learnt = "\n".join(path.read_text(encoding="utf-8") for path in SENTENCES.glob("*.txt"))
    plain = learnt.replace("]]", "")
    for kind in ("age", "sentence_length", "date"):
        plain = plain.replace(f"[[{kind}|", "")
    for name in ("by_hand.txt", "numbers_in_talk.txt"):
        for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
            said = line.replace("{time|", "").replace("}", "")
            assert len(said) < 35 or said not in plain


def test_no_name_of_the_lists_is_learnt_by_its_letters() -> None:
    learnt = {feature.rpartition("=")[2] for feature in load_table() if feature[:2] in ("b0", "a0")}
    assert learnt.isdisjoint({"dave", "kev", "shanice", "dariusz", "strangeways", "wandsworth"})
