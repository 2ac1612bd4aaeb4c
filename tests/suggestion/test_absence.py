"""Importing without packages that are installed."""

import importlib.util
import sys

import pytest

from toolkit.suggestion.absence import without_packages


def test_a_package_is_missing_within_and_there_again_afterwards() -> None:
    sys.modules.pop("antigravity", None)
    with without_packages("antigravity"):
        with pytest.raises(ModuleNotFoundError) as missing:
            importlib.import_module("antigravity.anything")
        assert missing.value.name == "antigravity"
    assert importlib.util.find_spec("antigravity") is not None


def test_a_package_that_is_loaded_already_stays() -> None:
    with without_packages("json"):
        assert importlib.import_module("json") is sys.modules["json"]
        assert importlib.import_module("json.tool")


def test_an_error_within_does_not_leave_the_package_missing() -> None:
    finders = list(sys.meta_path)
    with pytest.raises(ZeroDivisionError), without_packages("antigravity"):
        raise ZeroDivisionError
    assert sys.meta_path == finders
