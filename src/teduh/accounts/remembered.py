# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers remembered while one request is served, so that a page asks the database once however often it asks us."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Params = ParamSpec("Params")
Result = TypeVar("Result")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Around one request. Outside of it nothing is remembered, so a long-lived worker never answers from yesterday."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def forget() -> None:
    """After a change of what was remembered."""
    answers = _answers.get()
    if answers is not None:
        answers.clear()


def per_request(function: Callable[Params, Result]) -> Callable[Params, Result]:
    """Remember this function's answers by its arguments, which must be hashable."""

    @wraps(function)
    def wrapper(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        answers = _answers.get()
        if answers is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        found: Result = answers[key]
        return found

    return wrapper
