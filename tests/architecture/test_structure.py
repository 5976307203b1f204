"""What the import contracts cannot see."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType

import pytest

import resume_tailor
from resume_tailor.adapters.web.dependencies import PROVIDERS
from resume_tailor.adapters.web.errors import STATUS, status_of
from resume_tailor.domain import ports
from resume_tailor.domain.errors import DomainError, all_errors, code_of
from resume_tailor.entrypoints.container import Container
from tests.conftest import ROOT

SOURCE = Path(resume_tailor.__file__).parent


def modules_of(package: ModuleType) -> list[ModuleType]:
    return [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


@pytest.mark.parametrize("file", sorted((SOURCE / "domain").rglob("*.py")), ids=lambda f: f.stem)
def test_the_domain_imports_the_standard_library_alone(file: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            imported.add((node.module or "").split(".")[0])
    assert imported <= {*sys.stdlib_module_names, "resume_tailor"}


MIGRATIONS = sorted((SOURCE / "adapters/persistence/migrations/versions").glob("0*.py"))


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda f: f.stem)
def test_a_migration_only_adds(file: Path) -> None:
    """While a new version is deployed, processes of the one before it go on with the same database."""
    (upgrade,) = (
        node
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "upgrade"
    )
    called = {node.attr for node in ast.walk(upgrade) if isinstance(node, ast.Attribute)}
    assert not {name for name in called if name.startswith(("drop_", "alter_", "rename_"))}
    assert "nullable=False" not in [
        ast.unparse(keyword)
        for node in ast.walk(upgrade)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "op.add_column"
        for keyword in ast.walk(node)
        if isinstance(keyword, ast.keyword)
    ]


@pytest.mark.parametrize("error", all_errors(), ids=code_of)
def test_every_error_has_a_status_a_code_and_a_message(error: type[DomainError]) -> None:
    assert status_of(error()) in STATUS.values()
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code_of(error))
    assert len(error().message) > 10
    assert error().message.endswith(".")


def test_no_two_errors_share_a_code() -> None:
    codes = [code_of(error) for error in all_errors()]
    assert len(codes) == len(set(codes))


def test_every_provider_that_routes_ask_for_exists() -> None:
    assert set(Container.providers) >= PROVIDERS


def test_every_port_has_few_abstract_methods_and_says_what_it_promises() -> None:
    for module in modules_of(ports):
        for name, port in inspect.getmembers(module, inspect.isclass):
            if port.__module__ != module.__name__ or is_dataclass(port):
                continue
            assert inspect.getdoc(port), name
            methods = getattr(port, "__abstractmethods__", frozenset())
            assert len(methods) <= 6, name
            for method in methods:
                assert inspect.getdoc(getattr(port, method)), f"{name}.{method}"


def test_every_port_with_a_fake_keeps_one_vocabulary() -> None:
    """`domain/ports/x.py`, `tests/fakes/x.py`, `tests/contracts/x.py`: a newcomer guesses them."""
    names = {path.stem for path in (SOURCE / "domain/ports").glob("*.py")}
    readers = {"resume_reader", "posting_reader"}
    fakes = {path.stem for path in (ROOT / "tests/fakes").glob("*.py")} | readers
    assert names - {"__init__"} <= fakes
    contracts = {path.stem for path in (ROOT / "tests/contracts").glob("*.py")}
    assert contracts - {"__init__"} <= names


def test_routes_are_short() -> None:
    """At most five statements: parse, call, present."""
    for file in (SOURCE / "adapters/web/routes").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef):
                body = [
                    s
                    for s in node.body
                    if not isinstance(s, ast.Expr) or not isinstance(s.value, ast.Constant)
                ]
                assert len(body) <= 5, f"{file.name}: {node.name}"


def test_nothing_else_reads_the_environment() -> None:
    allowed = {"settings.py", "attach.py", "child.py", "provider.py"}  # the last one only sets
    readers = {
        path.name
        for path in SOURCE.rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text("utf-8"))
    }
    assert readers <= allowed


def test_no_lock_file_names_an_index() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
