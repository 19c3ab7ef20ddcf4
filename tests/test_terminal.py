"""No text from a file, a name or a log of git commands the terminal, or the program that reads a log."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybrief.cli import main
from policybrief.cli.terminal.progress import progress
from policybrief.cli.terminal.streams import drawing, escaped, safe_streams, visible

CONTROLS = [*map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0)])]
UNSEEN = [*"\u200b\u200e\u200f\u202a\u202e\u2028\u2029\u2066\u2069\u2060\ufeff\u00ad", "\U000e0041"]
TITLE = "\x1b]0;pwned\x07"
"""The sequence with which a program names the window of a terminal."""
ANNOTATION = re.compile(r"::(error|warning|notice) file=[^,:]*,line=\d+,col=\d+,endColumn=\d+,title=[\w-]+::")
COMMANDS = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.MULTILINE)


@pytest.mark.parametrize("sign", [*CONTROLS, *UNSEEN], ids=lambda sign: f"U+{ord(sign):04X}")
def test_every_sign_that_nobody_sees_is_written_out(sign: str) -> None:
    shown = visible(f"a{sign}b")
    assert sign not in shown
    assert shown.isprintable()
    assert (shown[0], shown[-1]) == ("a", "b")
    assert len(shown) > 2
    as_json = escaped(json.dumps({"a": f"a{sign}b"}, ensure_ascii=False))
    assert as_json.isprintable()
    assert json.loads(as_json) == {"a": f"a{sign}b"}


def test_our_own_colours_stay_and_those_that_hide_do_not() -> None:
    assert visible("\x1b[31m\x1b[1mred\x1b[0m") == "\x1b[31m\x1b[1mred\x1b[0m"
    assert visible("\x1b[8mhidden\x1b[2J") == "␛[8mhidden␛[2J"


@pytest.mark.parametrize(
    "text",
    [
        "::error::x",
        "  ::set-output name=a::b",
        "x\n::add-mask::a",
        "a ##[error]x",
        "##vso[task]x",
        "##teamcity[x]",
    ],
)
def test_no_line_begins_a_workflow_command(text: str) -> None:
    printed = written(text)
    assert not COMMANDS.search(printed), printed
    assert "".join(printed.split()) == "".join(text.split())


def written(*texts: str) -> str:
    kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    try:
        with safe_streams():
            for text in texts:
                sys.stdout.write(text)
        sys.stdout.flush()
        return sys.stdout.buffer.getvalue().decode()  # type: ignore[attr-defined]
    finally:
        sys.stdout = kept


def test_a_command_is_one_at_the_beginning_of_a_line_only() -> None:
    assert written("see ", "::note in C++", "\n", "::x\n") == "see ::note in C++\n: :x\n"


def test_progress_is_drawn_past_the_safe_stream() -> None:
    kept = sys.stdout
    with safe_streams():
        assert drawing(sys.stdout) is kept
    assert sys.stdout is kept


# ---- the commands ----------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "demo"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def brief(*args: str) -> Result:
    result = CliRunner().invoke(main, [*args])
    assert "internal error" not in result.output, result.output
    for sign in [*CONTROLS, *UNSEEN]:
        assert sign not in result.output, (args, hex(ord(sign)))
    assert not COMMANDS.search(result.output), result.output
    return result


FERRY = """topics: [bridge]
facts:
  ferry:
    text: "The ferry {sign} runs."
    source: audit-2026, p. 2
"""


@pytest.mark.parametrize("sign", ["\\e]0;pwn\\a", "\\x9b2J", "\\u202e", "\\u2028::error::x", "\\r::error::x"])
def test_a_control_character_in_a_record_is_refused_and_reaches_no_terminal(project: Path, sign: str) -> None:
    (project / "briefs/records/ferry.yaml").write_text(FERRY.replace("{sign}", sign))
    checked = brief("check", "--all")
    assert checked.exit_code == 1
    assert re.search(r"ferry\.yaml:4:\d+:\s+error\[(unseen-sign|control-character)\]", checked.output)
    for command in (
        ["list", "records"],
        ["trace", "ferry"],
        ["show", "ferry"],
        ["show", "bridge", "minister"],
    ):
        brief(*command)
    for form in ("json", "sarif", "gitlab"):
        assert json.loads(brief("check", "--format", form).output)


NAMES = [
    "::error::x.yaml",
    "x\n::error::y.yaml",
    f"a{TITLE}.yaml",
    "a\u202elmay.yaml",
    "##[error]x.yaml",
    "a\r::b.yaml",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_commands_nothing(project: Path, name: str) -> None:
    for folder in ("briefs", "briefs/records"):
        (project / folder / name).write_text("topics: [bridge\nfacts: {")
    for command in ("check", "check --all", "list", "build minister"):
        brief(*command.split())
    for form in ("json", "sarif", "gitlab"):
        assert json.loads(brief("check", "--format", form).output)
    lines = CliRunner().invoke(main, ["check", "--format", "github"]).output.splitlines()
    assert lines
    for line in lines:
        assert re.match(
            r"::(error|warning|notice) file=[^,:]*,line=\d+,col=\d+,endColumn=\d+,title=[\w-]+::", line
        )
        assert visible(line) == line


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_to_release_or_verify_commands_nothing(project: Path, name: str) -> None:
    path = project / name
    path.write_text("An open note.")
    brief("release", name, "--audience", "public")
    brief("release", name, "--audience", "public", "--format", "json")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert brief("release", name, "--audience", "public").exit_code == 1
    brief("verify", name)


@pytest.mark.parametrize("words", ["::error::x", TITLE, "a\u202eb", "a\n::error::b"])
def test_an_argument_that_nobody_knows_commands_nothing(project: Path, words: str) -> None:
    for command in ("trace", "show", "build", "check", "list"):
        assert brief(command, words).exit_code != 0
    assert brief(words).exit_code == 2


def test_the_log_of_git_commands_nothing(project: Path) -> None:
    def git(*args: str) -> None:
        who = (f"user.name=Ann{TITLE}", "user.email=a@example.org", "commit.gpgsign=false")
        settings = [part for setting in who for part in ("-c", setting)]
        subprocess.run(["git", *settings, *args], check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "Start")
    dossier = project / "briefs/records/bridge.yaml"
    dossier.write_text(dossier.read_text() + "\n# a remark\n")
    git("commit", "-qam", f"::error::A subject{TITLE}\n\n\u202eMore")
    for command in ("diff bridge minister", "diff --since HEAD~1", "recall", "trace toll-since-2011"):
        brief(*command.split())


def test_what_is_imported_commands_nothing(project: Path) -> None:
    Path("works.bib").write_text(
        f"@report{{ferry,\n title = {{The ferry {TITLE} \u202eruns}},\n author = {{Smith{TITLE}, Ann}},\n"
        " year = {2026}\n}\n",
        encoding="utf-8",
    )
    brief("import", "works.bib")
    Path("facts.csv").write_text(
        f"id,text,source\nferry,The ferry {TITLE} runs,audit-2026\n", encoding="utf-8"
    )
    brief("import", "facts.csv")
    for file in (project / "briefs/records").glob("*.yaml"):
        assert "\x1b" not in file.read_text(encoding="utf-8")
    brief("check", "--all")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    """What a run over two editions draws."""
    monkeypatch.setattr(sys, "stdout", stream)
    with progress(2, "Building") as step:
        step(["out/a/", "  one"])
        step(["waiting"], 0)
        step(["  two \x1b[2J"])
    return stream.getvalue()


def test_a_bar_moves_below_the_lines_of_the_editions_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    text = drawn(monkeypatch, _Terminal())
    assert re.findall(r"\d/2", text) == ["0/2", "1/2", "2/2"]
    for line in ("out/a/", "  one", "waiting", "  two ␛[2J"):
        assert f"\r\x1b[2K{line}\n" in text
    assert text.endswith("\x1b[A\r\x1b[2K")


@pytest.mark.parametrize(("stream", "term"), [(io.StringIO, "xterm"), (_Terminal, "dumb")])
def test_no_bar_is_drawn_where_there_is_no_terminal_or_one_that_cannot_draw(
    stream: type[io.StringIO], term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    text = drawn(monkeypatch, stream())
    assert text.replace("\x1b[2J", "") == "out/a/\n  one\nwaiting\n  two \n"
