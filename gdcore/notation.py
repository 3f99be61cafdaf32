"""Formulas as on paper: a text becomes a tree of whitelisted parts. Nothing in it is ever run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from gdcore.functions import CONSTANTS, FUNCTIONS

LENGTH, NODES, NESTED, DEPTH, EXPONENT = 300, 200, 30, 150, 100.0
LETTERS = ("x", "y", "z", "u", "v", "w", "b")  # names a formula may have of itself, in this order
GREEK = ("alpha", "beta", "gamma", "delta", "theta", "kappa", "lambda", "mu", "sigma", "phi")
_PAPER = {
    "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "÷": "/", "π": "pi", "√": "sqrt",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "θ": "theta", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "σ": "sigma", "φ": "phi", "[": "(", "]": ")",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z]+(?:_?\d+)?(?:[A-Za-z]+(?:_?\d+)?)*)|(?P<sign>\*\*|[-+*/^()]))"
)
_OWN_NAME = re.compile(
    rf"(?:{'|'.join(sorted((*GREEK, *LETTERS), key=len, reverse=True))})(_?\d+)?"
)
_NAME = re.compile(r"[A-Za-z]+(?:_?\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as it was typed, or a constant by its name."""

    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, by its place among the names."""

    name: str
    index: int


@dataclass(frozen=True, slots=True)
class Applied:
    """A function of the table, applied."""

    function: str
    argument: Node


@dataclass(frozen=True, slots=True)
class Negative:
    """A part with a minus before it."""

    argument: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts joined by ``+ - * / ^``, or ``@``: a product written without a sign."""

    sign: str
    left: Node
    right: Node


Node: TypeAlias = Number | Parameter | Applied | Negative | Binary


class _Token(NamedTuple):
    kind: str  # "number", "name", "constant", "function" or "sign"
    text: str


def parse(text: str, names: Sequence[str] | None = None) -> tuple[Node, tuple[str, ...]]:
    """Return the tree of a formula and the names of its parameters.

    Parameters
    ----------
    text : str
        As on paper: ``(1-x)^2 + 100(y-x^2)^2``; at most 300 characters.
    names : sequence of str, optional
        The parameters; by default those that occur, of x, y, z, u, v, w, b and the Greek letters,
        each perhaps with a number behind it.

    Raises
    ------
    ValueError
        If anything in it is not on the list of what a formula may hold, or it is too large.
    """
    if not isinstance(text, str):
        raise ValueError(f"the formula is {text!r:.60}; it must be a text such as x^2 + y^2")
    if len(text) > LENGTH:
        raise ValueError(f"the formula has {len(text)} characters; it may have {LENGTH}")
    known = None if names is None else _checked(names)
    try:
        tokens = _tokens(text, known)
        found = known or _ordered({token.text for token in tokens if token.kind == "name"})
        tree = _tree(tokens, found)
    except _RefusalError as refusal:
        raise ValueError(f"formula {text.strip()!r:.80}: {refusal}") from None
    return tree, found


class _RefusalError(Exception):
    """What is wrong, and what is allowed."""


def _checked(names: Sequence[str]) -> tuple[str, ...]:
    taken = {*FUNCTIONS, *CONSTANTS}
    if isinstance(names, str) or not names or len(set(names)) < len(names):
        raise ValueError(f"names are {names!r}; they must be one or more, each once")
    for name in names:
        if not _NAME.fullmatch(str(name)) or name in taken:
            raise ValueError(
                f"names hold {name!r:.40}; each must be letters, perhaps with a number behind "
                "them, and no function or constant"
            )
    return tuple(names)


def _ordered(names: set[str]) -> tuple[str, ...]:
    """Names in the usual order, x before y and x1 before x2."""
    if not names:
        raise _RefusalError("it has no parameter; write it in x and y")

    def place(name: str) -> tuple[int, int]:
        letters = name.rstrip("0123456789").rstrip("_")
        digits = name[len(letters) :].lstrip("_")
        return (*LETTERS, *GREEK).index(letters), int(digits or -1)

    return tuple(sorted(names, key=place))


def _tokens(text: str, names: tuple[str, ...] | None) -> list[_Token]:
    for paper, plain in _PAPER.items():
        text = text.replace(paper, plain if plain in "()*/-" else f" {plain}")
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda run: f"^({run[0].translate(_RAISED)})", text)
    text, place, tokens = text.strip(), 0, list[_Token]()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            strange = text[place:].lstrip()[0]
            hint = "; a number has a point" if strange == "," else ""
            raise _RefusalError(f"{strange!r} has no meaning in it{hint}; it may hold {_ALLOWED}")
        place = match.end()
        kind = match.lastgroup or ""
        if kind == "word":
            tokens += _pieces(match["word"], names)
        else:
            tokens.append(_Token(kind, match[kind].replace("**", "^")))
    return tokens


def _pieces(word: str, names: tuple[str, ...] | None) -> Iterator[_Token]:
    """The names in a word without spaces: ``xy`` is x y, ``xsin`` is x sin."""
    fixed = sorted((*FUNCTIONS, *CONSTANTS, *(names or ())), key=len, reverse=True)
    place = 0
    while place < len(word):
        own = _OWN_NAME.match(word, place) if names is None else None
        piece = next((one for one in fixed if word.startswith(one, place)), "")
        if own and len(own[0]) > len(piece):
            piece = own[0]
        if not piece:
            allowed = ", ".join(names) if names else "x, y, z, u, v, w, b, x1, theta …"
            raise _RefusalError(
                f"it does not know {word!r:.30}; it knows {allowed}, pi, e, {_NAMED}"
            )
        place += len(piece)
        table = {**dict.fromkeys(FUNCTIONS, "function"), **dict.fromkeys(CONSTANTS, "constant")}
        yield _Token(table.get(piece, "name"), piece)


_NAMED = "sin, cos, exp, ln, sqrt and the like"
_ALLOWED = "numbers, names, + - * / ^ ( ) and functions such as sin(x)"


def _tree(tokens: list[_Token], names: tuple[str, ...]) -> Node:
    source = "".join(_python(tokens))
    try:
        body = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise _RefusalError("it is not complete: a sign stands alone, or a ) is missing") from None
    if sum(isinstance(part, ast.expr) for part in ast.walk(body)) > NODES:
        raise _RefusalError(f"it has too many parts; it may have {NODES}")
    return _converted(body, tokens, names, DEPTH)


def _python(tokens: list[_Token]) -> Iterator[str]:
    """Python's text of the formula, in which numbers and names are but the places of tokens.

    A product without a sign becomes ``@``, which binds as ``*`` does and is nothing else here.
    """
    closing: list[str] = []
    before, place = "", 0
    while place < len(tokens):
        kind, text = tokens[place]
        begins = kind != "sign" or text == "("
        if begins and before in ("atom", ")"):
            if kind == "number" and tokens[place - 1].kind == "number":
                raise _RefusalError(f"no sign stands between {tokens[place - 1].text} and {text}")
            yield "@"
        if kind == "function":
            power = _power(tokens, place)
            if tokens[place + 1 + 2 * (power > 0) :][:1] != [_Token("sign", "(")]:
                raise _RefusalError(f"{text} needs parentheses: {text}(x)")
            yield f"(t{place}("
            closing.append(f")**t{power})" if power else "))")
            place += 2 * (power > 0) + 1
            before = "("
        elif text == "(":
            yield "("
            closing.append(")")
            before = "("
        elif text == ")":
            if not closing:
                raise _RefusalError("a ) has no ( before it")
            yield closing.pop()
            before = ")"
        elif kind == "sign":
            yield "**" if text == "^" else text
            before = "sign"
        else:
            yield f"t{place}"
            before = "atom"
        if len(closing) > NESTED:
            raise _RefusalError(f"its parentheses are nested too deep; {NESTED} deep is allowed")
        place += 1


def _power(tokens: list[_Token], place: int) -> int:
    """Where the power of a function stands, as in sin^2(x); 0 if it has none."""
    raised = tokens[place + 1 : place + 2] == [_Token("sign", "^")]
    return place + 2 if raised and [t.kind for t in tokens[place + 2 :][:1]] == ["number"] else 0


_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.MatMult: "@",
    ast.Div: "/",
    ast.Pow: "^",
}


def _converted(node: ast.expr, tokens: list[_Token], names: tuple[str, ...], depth: int) -> Node:
    if not depth:
        raise _RefusalError(f"it is nested too deep; {DEPTH} deep is allowed")

    def inner(part: ast.expr) -> Node:
        return _converted(part, tokens, names, depth - 1)

    match node:
        case ast.Name(id=name):
            return _leaf(tokens[int(name[1:])], names)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]):
            return Applied(tokens[int(name[1:])].text, inner(argument))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negative(inner(operand))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return inner(operand)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _SIGNS:
            return Binary(_SIGNS[type(op)], inner(left), inner(right))
    raise _RefusalError(f"it may hold only {_ALLOWED}")


def _leaf(token: _Token, names: tuple[str, ...]) -> Node:
    if token.kind == "number":
        value = float(token.text)
        if value > 1e100:
            raise _RefusalError(f"{token.text:.20} is too large; numbers go up to 1e100")
        return Number(token.text, value)
    if token.kind == "constant":
        return Number(token.text, CONSTANTS[token.text])
    return Parameter(token.text, names.index(token.text))
