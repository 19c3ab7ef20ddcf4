"""The faults of a project's templates, the same for every command that lists them."""

from __future__ import annotations

from policybrief.designing.design import Design
from policybrief.designing.template_rules import RULES
from policybrief.diagnostics import Diagnostic
from policybrief.editions import Workspace
from policybrief.files.names import entry
from policybrief.templates import list_templates, read_template
from policybrief.templates.layers import read_chain


def templates_of(workspace: Workspace) -> tuple[str, ...]:
    """The project's own templates, and built-in ones that it uses."""
    loaded = workspace.loaded
    used = {name for brief in loaded.briefs for name in brief.templates} | {loaded.project.template}
    folder = loaded.root / "templates"
    return tuple(
        name
        for name in list_templates(loaded.root)
        if name in used or (entry(folder, name) / "template.yaml").is_file()
    )


def design_faults(workspace: Workspace, name: str) -> tuple[Diagnostic, ...]:
    """Every fault of the template `name`, those of reading first, those that show when it is filled last."""
    from policybrief.designing.specimen import check_rendering

    project, root = workspace.loaded.project, workspace.loaded.root
    template, faults = read_template(name, root)
    if template is None:
        return faults
    audiences = tuple(audience.name for audience in project.audiences)
    design = Design(template, tuple(read_chain(name, root)[0]), project.languages, audiences)
    rules = (fault for rule in RULES for fault in rule(design))
    rendering = check_rendering(template, languages=project.languages, place=design.place)
    return (*faults, *rules, *rendering)
