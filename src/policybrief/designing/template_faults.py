"""What the commands say of the templates of a project: one place, so that all say the same."""

from __future__ import annotations

from policybrief.diagnostics import Diagnostic
from policybrief.editions.workspace import Workspace
from policybrief.files.names import entry
from policybrief.templates import list_templates


def templates_of(workspace: Workspace) -> tuple[str, ...]:
    """The project's own templates, and built-in ones that it uses."""
    loaded = workspace.loaded
    used = {name for brief in workspace.loaded.briefs for name in brief.templates} | {
        workspace.loaded.project.template
    }
    folder = workspace.loaded.root / "templates"
    return tuple(
        name
        for name in list_templates(loaded.root)
        if name in used or (entry(folder, name) / "template.yaml").is_file()
    )


def design_faults(workspace: Workspace, name: str) -> tuple[Diagnostic, ...]:
    """Every fault of the template `name`, those that show only when it is filled too."""
    from policybrief.designing.specimen import check_rendering
    from policybrief.templates.checking import check_template

    project = workspace.loaded.project
    readers = tuple(audience.name for audience in project.audiences)
    design, faults = check_template(
        name, workspace.loaded.root, languages=project.languages, audiences=readers
    )
    if design is None:
        return faults
    return (*faults, *check_rendering(design.template, languages=project.languages, place=design.place))
