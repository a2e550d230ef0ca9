"""Changes to a module, one at a time, each of which a test should notice.

Law: a change is made in the syntax and named by where it is and what was done, so that a list of them can be kept.
Not here: running tests against it (mutants.py).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

FLIPPED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
# What only words or numbers a page is in no table of decisions.
WORDS_ONLY = {"Reason", "Why", "NotTaken", "Disagreement"}
# What only the checker of types reads.
TYPES_ONLY = {"Verdict", "Alarm", "_Rule"}


@dataclass(frozen=True)
class Mutant:
    """One change: `name` says where and what; the syntax is made when it is asked for."""

    name: str
    text: str
    index: int
    change: Callable[[ast.AST], None]

    def tree(self) -> ast.Module:
        """The module with the change."""
        made = ast.parse(self.text)
        self.change(list(_places(made))[self.index][0])
        return ast.fix_missing_locations(made)


def mutants(text: str) -> Iterator[Mutant]:
    """Every change of a module's text, in order."""
    seen: dict[str, int] = {}
    for index, (node, where) in enumerate(_places(ast.parse(text))):
        for what, change in _changes(node):
            name = f"{where}: {what}"
            seen[name] = seen.get(name, 0) + 1
            yield Mutant(name if seen[name] == 1 else f"{name} ({seen[name]})", text, index, change)


def _places(tree: ast.AST, where: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Every node that decides something, with the name of the function or table that it is in."""
    for field, value in ast.iter_fields(tree):
        if field in {"annotation", "returns", "decorator_list", "bases", "args"} and not isinstance(tree, ast.Call):
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or isinstance(node, ast.Import | ast.ImportFrom):
                continue
            if isinstance(node, ast.ClassDef) and node.name in WORDS_ONLY:
                continue
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            inner = where
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                inner = f"{where}.{node.name}".strip(".")
            elif not where and isinstance(node, ast.AnnAssign | ast.Assign):
                inner = ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])
            if inner in TYPES_ONLY:
                continue
            yield node, inner
            yield from _places(node, inner)


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    words = ast.unparse(node).partition("\n")[0][:90]
    if isinstance(node, ast.If | ast.IfExp):
        test = ast.unparse(node.test)[:80]
        yield f"if {test} -> always", lambda n: setattr(n, "test", ast.Constant(True))
        yield f"if {test} -> never", lambda n: setattr(n, "test", ast.Constant(False))
    elif isinstance(node, ast.Compare):
        yield from _compared(node, words)
    elif isinstance(node, ast.BoolOp):
        yield f"{words} -> and for or", _swap
        for at in range(len(node.values)):
            yield f"{words} -> without part {at + 1}", lambda n, at=at: _without(n, at)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{words} -> without not", lambda n: _become(n, n.operand)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        for at in range(len(node.elts)):
            yield f"{words} -> without element {at + 1}", lambda n, at=at: n.elts.pop(at)
    elif isinstance(node, ast.Dict):
        for at in range(len(node.keys)):
            yield f"{words} -> without row {at + 1}", lambda n, at=at: (n.keys.pop(at), n.values.pop(at))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Return):
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield f"{words} -> nothing", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.BinOp):
        yield f"{words} -> left side alone", lambda n: _become(n, n.left)
        yield f"{words} -> right side alone", lambda n: _become(n, n.right)
    elif isinstance(node, ast.Continue | ast.Raise):
        yield f"{words} -> pass", lambda n: _become(n, ast.Pass())
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield f"{words} -> left out", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.For):
        yield f"{words} -> never", lambda n: setattr(n, "iter", ast.Tuple([], ast.Load()))


def _compared(node: ast.Compare, words: str) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    for at, op in enumerate(node.ops):
        flipped = FLIPPED[type(op)]
        yield f"{words} -> {flipped.__name__}", lambda n, at=at, flipped=flipped: n.ops.__setitem__(at, flipped())
    if isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        yield f"{words} -> always", lambda n: _become(n, ast.Constant(True))
        yield f"{words} -> never", lambda n: _become(n, ast.Constant(False))


def _constants(node: ast.Constant) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} -> {not value}", lambda n: setattr(n, "value", not value)
    elif isinstance(value, int):
        for other in (value - 1, value + 1):
            yield f"{value} -> {other}", lambda n, other=other: setattr(n, "value", other)
    elif isinstance(value, str):
        yield f"{value!r} -> another", lambda n: setattr(n, "value", value + "x")


def _swap(node: ast.AST) -> None:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _without(node: ast.AST, at: int) -> None:
    node.values.pop(at)
    if len(node.values) == 1:
        _become(node, node.values[0])


def _become(node: ast.AST, other: ast.AST) -> None:
    node.__class__ = other.__class__
    node.__dict__ = {**{name: getattr(node, name) for name in ("lineno", "col_offset")}, **other.__dict__}
