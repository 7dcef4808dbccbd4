"""Streamlit's own words in bokmål: it writes them into its scripts in English and has no setting for them.

Each text stands as in the scripts of the pinned release, its quotes among it; a test finds every one there. What is not
replaced, such as under another release, stays English and works.
"""

LABELS: dict[str, dict[str, str]] = {
    "index": {
        "`Expand sidebar`": "`Vis menyen`",
        "`Collapse sidebar`": "`Skjul menyen`",
        "`App pages`": "`Sider`",
        "`View ${x-m} more`": "`Vis ${x-m} til`",
        "`View less`": "`Vis færre`",
        "`Skip to main content`": "`Hopp til innholdet`",
        "`Main menu`": "`Meny`",
        "`Notifications`": "`Meldinger`",
        '"aria-label":`Close`': '"aria-label":`Lukk`',
        "`Scroll tabs left`": "`Flere faner til venstre`",
        "`Scroll tabs right`": "`Flere faner til høyre`",
        "`Running...`": "`Regner`",
        "`Stop`": "`Stopp`",
        "`Stopping...`": "`Stopper`",
        "`Connecting`": "`Kobler til`",
        "`Connecting to Streamlit server`": "`Kobler til serveren`",
        "`Unable to connect to Streamlit server`": "`Får ikke kontakt med serveren`",
        "`Connection error`": "`Ingen kontakt`",
        "`Streamlit server is not responding. Are you connected to the internet?`": "`Serveren svarer ikke. Er du på nett?`",
    },
    "FileUploader": {
        "`Add files`": "`Legg til filer`",
        "`Drag and drop a file here`": "`Dra en fil hit`",
        "`Drag and drop files here`": "`Dra filer hit`",
        "`Upload`": "`Velg fil`",
        " per file`": " per fil`",
    },
    "InputInstructions": {
        "`submit form`:`apply`": "`sende`:`bruke`",
        "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "`Trykk ${r()?`⌘`:`Ctrl`}+Enter for å ${e}`",
        "`Press Enter to ${e}`": "`Trykk Enter for å ${e}`",
    },
    "Multiselect": {
        "`Clear all`": "`Fjern alle`",
        "`Multiselect options`": "`Valg`",
        "`No results`": "`Ingen treff`",
        "`Open`": "`Åpne`",
        "`Remove ${e}`": "`Fjern ${e}`",
        "`Select all`": "`Velg alle`",
        "`Select ${p.length} matches`": "`Velg ${p.length} treff`",
        "`You can only select up to ${t.maxSelections} ${e}. Remove an option first.`": (
            "`Du kan velge høyst ${t.maxSelections}. Fjern et valg først.`"
        ),
    },
    "Selectbox": {
        "`Clear value`": "`Tøm`",
        "`No results`": "`Ingen treff`",
        "`Open`": "`Åpne`",
        "`Selectbox options`": "`Valg`",
    },
    "StreamlitMarkdown": {"`Help`": "`Hjelp`", "`Help for ${": "`Hjelp om ${"},
    "TextInput": {"`Clear entry`": "`Tøm feltet`"},
    "Toolbar": {"`Fullscreen`": "`Fullskjerm`", "`Close fullscreen`": "`Lukk fullskjerm`"},
}
"""By script, its name without what follows the first dot: text and replacement."""


def script_of(path: str) -> str:
    """The script that a path names.

    >>> script_of("/static/js/Selectbox.AbC1.js")
    'Selectbox'
    """
    return path.rpartition("/")[2].partition(".")[0]


def in_norwegian(script: str, code: bytes) -> bytes:
    """The code of a script with its texts replaced."""
    for english, norwegian in LABELS[script].items():
        code = code.replace(english.encode(), norwegian.encode())
    return code
