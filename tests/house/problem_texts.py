"""Finds in the source every text that a room may say as the problem of one place of a body.

Rules: 1. it stands under the key "problem" of a dict, in a ValidationError, or as `error=` of a validator; 2. a name is
followed to what is bound to it in its function, a parameter to every call of that function in its module, a call to
what the function returns or yields, an exception to what it is raised with; 3. {} is where a value is put in; 4. what
cannot be followed is told as an expression, so that a test can ask for a word about it; 5. a dict that brings its own
`zh` has its words.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Said:
    """A text, or an expression that is not followed further."""

    text: str
    followed: bool = True


class Module:
    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text("utf-8"))
        self._around = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self.functions = {node.name: node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS)}

    def said(self) -> set[Said]:
        """Rule 1."""
        found: set[Said] = set()
        for node in ast.walk(self.tree):
            for value in _told_by(node):
                found |= set(self._texts(value, frozenset()))
        return found

    def _texts(self, node: ast.expr, seen: frozenset[ast.expr]) -> Iterator[Said]:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and node.value:
                yield Said(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield Said("".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values))  # type: ignore[misc]
        else:
            parts = self._parts(node)
            if parts is None:
                yield Said(ast.unparse(node), followed=False)
            for part in parts or ():
                if part not in seen:
                    yield from self._texts(part, seen | {part})

    def _parts(self, node: ast.expr) -> list[ast.expr] | None:
        """Rule 2: what this may be; None when it is not followed."""
        match node:
            case ast.Name():
                return self._bound(node)
            case ast.Call(func=ast.Name(id="str"), args=[ast.Name() as caught]):
                return self._raised(caught)
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                return self._answers(self.functions[name])
        return _inside(node)

    def _bound(self, name: ast.Name) -> list[ast.expr] | None:
        scope = self._scope(name)
        found: list[ast.expr] = []
        for node in ast.walk(scope):
            match node:
                case ast.Assign(targets=[ast.Name(id=name.id)]) | ast.AnnAssign(target=ast.Name(id=name.id)):
                    found += [node.value] if node.value else []
                case ast.AugAssign(target=ast.Name(id=name.id)) | ast.NamedExpr(target=ast.Name(id=name.id)):
                    found.append(node.value)
                case ast.For() | ast.comprehension():
                    found += self._iterated(node.target, node.iter, name.id, scope)
        if not found and isinstance(scope, FUNCTIONS):
            return self._given(scope, name.id)
        return found or None

    def _iterated(self, target: ast.expr, over: ast.expr, name: str, scope: ast.AST) -> list[ast.expr]:
        """What a loop binds to the name, from a tuple of tuples, the items of a dict, or a generator of this module."""
        if isinstance(over, ast.Name):
            rows = [one.value for one in ast.walk(scope) if isinstance(one, ast.Assign) and _binds(one, over.id)]
        else:
            rows = [over]
        names = [one.id for one in target.elts if isinstance(one, ast.Name)] if isinstance(target, ast.Tuple) else []
        found: list[ast.expr] = []
        for one in rows:
            match one:
                case ast.Tuple() if name in names:
                    found += [row.elts[names.index(name)] for row in one.elts if isinstance(row, ast.Tuple)]
                case ast.Call(func=ast.Attribute(value=ast.Name() as table, attr="items")) if names[-1:] == [name]:
                    found.append(table)
                case ast.Call(func=ast.Name(id=called)) if isinstance(target, ast.Name) and target.id == name:
                    found += self._answers(self.functions[called]) if called in self.functions else []
        return found

    def _given(self, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> list[ast.expr] | None:
        names = [one.arg for one in function.args.args]
        if name not in names:
            return None
        place = names.index(name)
        calls = [one for one in ast.walk(self.tree) if isinstance(one, ast.Call) and _calls(one, function.name)]
        return [one.args[place] for one in calls if len(one.args) > place] or None

    def _raised(self, caught: ast.Name) -> list[ast.expr] | None:
        """Of an exception of this module that says its message."""
        node: ast.AST = caught
        while node in self._around and not (isinstance(node, ast.ExceptHandler) and node.name == caught.id):
            node = self._around[node]
        kind = getattr(getattr(node, "type", None), "id", "")
        if not any(isinstance(one, ast.ClassDef) and one.name == kind for one in self.tree.body):
            return None
        return [one.args[0] for one in ast.walk(self.tree) if isinstance(one, ast.Call) and _calls(one, kind)]

    def _answers(self, function: ast.AST) -> list[ast.expr]:
        ways = (ast.Return, ast.Yield)
        return [one.value for one in ast.walk(function) if isinstance(one, ways) and one.value is not None]

    def _scope(self, node: ast.AST) -> ast.AST:
        while node in self._around and not isinstance(node, FUNCTIONS):
            node = self._around[node]
        return node


def _inside(node: ast.expr) -> list[ast.expr] | None:
    """The parts of an expression, one of which it is."""
    match node:
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.BoolOp() | ast.Dict():
            return [one for one in node.values if not isinstance(one, ast.Compare)]
        case ast.NamedExpr() | ast.DictComp():
            return [node.value]
        case ast.List():
            return node.elts
    return None


def _told_by(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Dict():
            keys = [getattr(key, "value", None) for key in node.keys]
            return [node.values[keys.index("problem")]] if {"path", "problem"} <= set(keys) and "zh" not in keys else []
        case ast.Call() if _calls(node, "ValidationError"):
            return node.args[:1]
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="validate"))):
            return [one.value for one in node.keywords if one.arg == "error"]
    return []


def _calls(call: ast.Call, name: str) -> bool:
    return name in (getattr(call.func, "id", None), getattr(call.func, "attr", None))


def _binds(one: ast.Assign, name: str) -> bool:
    return [getattr(target, "id", None) for target in one.targets] == [name]
