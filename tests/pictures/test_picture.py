from __future__ import annotations

import io
from xml.etree import ElementTree

from matplotlib import rcParams
from matplotlib.figure import Figure
from PIL import Image

from pictures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


def paint(figure: Figure) -> None:
    axes = figure.subplots()
    axes.set_title("Costs & $gains$ <b>")
    axes.plot([1, 2, 3], [3, 1, 2])


PICTURE = Picture("A < B & C\x00", "It says: 3, 1, 2.", 4, 3, paint)


def test_an_svg_is_the_same_on_every_rendering_and_bears_no_date() -> None:
    first, second = PICTURE.svg(), PICTURE.svg()
    assert first == second
    assert "<dc:date>" not in first
    assert "DOCTYPE" not in first


def test_an_svg_says_in_words_what_it_shows() -> None:
    root = ElementTree.fromstring(PICTURE.svg())
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title description"
    title, description = root[0], root[1]
    assert (title.tag, title.get("id"), title.text) == (f"{SVG}title", "title", "A < B & C\N{REPLACEMENT CHARACTER}")
    assert (description.tag, description.text) == (f"{SVG}desc", "It says: 3, 1, 2.")


def test_text_stays_text_and_is_never_read_as_a_formula() -> None:
    texts = [element.text for element in ElementTree.fromstring(PICTURE.svg()).iter(f"{SVG}text")]
    assert "Costs & $gains$ <b>" in texts


def test_a_png_is_the_same_on_every_rendering_and_of_the_promised_size() -> None:
    first = PICTURE.png()
    assert first == PICTURE.png()
    image = Image.open(io.BytesIO(first))
    assert image.size == (640, 480)
    assert image.info["Description"] == "It says: 3, 1, 2."


def test_drawing_leaves_the_settings_of_the_process_alone() -> None:
    before = dict(rcParams)
    PICTURE.svg()
    assert dict(rcParams) == before
