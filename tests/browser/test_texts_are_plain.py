"""Texts from files as a browser shows them: to the letter, whatever marks of Markdown, HTML and Streamlit's own they hold."""

import shutil

import pytest
from support import IS_THOROUGH, ROOT
from support.browser import SETTLED
from support.marked import MARKS
from support.servers import running_app

JOINER = "\N{WORD JOINER}"
MORE = ":smile: :red-badge[q] `c` ~~d~~ -> <= www.x.no https://y.no | a | ![z](z.png) <script>1</script> &amp; $5 og $6"


@pytest.mark.skipif(not IS_THOROUGH, reason="starts a server of its own")
def test_a_name_with_every_mark_is_shown_to_the_letter(new_page, tmp_path):
    folder = tmp_path / "assumptions"
    shutil.copytree(ROOT / "assumptions", folder)
    effects = folder / "base" / "effects.yaml"
    written = effects.read_text("utf-8")
    known = written.split("name: ", 1)[1].split("\n", 1)[0]
    name = f"1. # Navn{MARKS} {MORE}"
    effects.write_text(written.replace(f"name: {known}\n", f"name: '{name}'\n", 1), "utf-8")
    parameters = folder / "base" / "parameters.yaml"
    number = parameters.read_text("utf-8").replace("nb: Ekstra tid per dag", f"nb: 'Ekstra tid{MARKS}'")
    parameters.write_text(number, "utf-8")
    with running_app(HELSEPLATTFORMEN_ASSUMPTIONS=str(folder)) as url:
        new_page.goto(url)
        new_page.locator(".js-plotly-plot .bars").first.wait_for()
        new_page.locator(SETTLED).wait_for()
        new_page.locator("[class*='st-key-question:gives'] summary, [class*=st-key-question-gives] summary").first.click()
        shown = new_page.locator(".st-key-effects p").first
        shown.wait_for()
        assert name in " ".join(shown.text_content().replace(JOINER, "").split())
        assert shown.locator("a, img, h1, li, script, code, del, .katex").count() == 0
        new_page.goto(f"{url}/folsomhet")
        row = new_page.locator(".ytick text").filter(has_text="Ekstra tid")
        row.first.wait_for()
        told = " ".join(" ".join(row.first.locator("tspan.line").all_text_contents()).split())
        assert told.startswith(f"Ekstra tid{MARKS}"), told
