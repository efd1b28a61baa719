"""The look is readable in both modes, and the server tells nobody anything."""

import tomllib
from pathlib import Path

import pytest

CONFIG_FILE = Path(__file__).parents[1] / ".streamlit" / "config.toml"
CONFIG = tomllib.loads(CONFIG_FILE.read_text(encoding="utf-8"))
MODES = ("light", "dark")
COLOURS = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
WHITE = "#ffffff"

TEXT_MINIMUM = 4.5  # WCAG 2.2, 1.4.3, level AA
GRAPHICS_MINIMUM = 3  # WCAG 2.2, 1.4.11, level AA


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def over(colour: str, background: str, opacity: float) -> str:
    """What the eye gets of a colour that lets its background through."""
    mixed = (opacity * c + (1 - opacity) * b for c, b in zip(rgb(colour), rgb(background), strict=True))
    return "#" + bytes(round(c) for c in mixed).hex()


def luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_pairs(mode: str) -> dict[str, tuple[str, str]]:
    """Every text that Streamlit puts on a background: what it is, its colour and what lies under it."""
    theme = CONFIG["theme"][mode]
    page, panel, text, primary = (
        theme[key] for key in ("backgroundColor", "secondaryBackgroundColor", "textColor", "primaryColor")
    )
    pairs = {
        "chip and primary button": (WHITE, primary),
        "code": (theme["codeTextColor"], theme["codeBackgroundColor"]),
        "table header": (theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"]),
    }
    for place, under in (("page", page), ("panel", panel)):
        pairs |= {
            f"text on {place}": (text, under),
            f"placeholder on {place}": (over(text, under, 0.7), under),
            f"caption on {place}": (over(text, under, 0.6), under),
            f"link on {place}": (theme["linkColor"], under),
        }
        pairs |= {f"{colour} text on {place}": (theme[f"{colour}TextColor"], under) for colour in COLOURS}
        pairs |= {f"{colour} on {place}": (theme[f"{colour}Color"], under) for colour in COLOURS}
    for colour in COLOURS:
        badge = theme[f"{colour}BackgroundColor"]
        pairs |= {
            f"{colour} badge": (theme[f"{colour}TextColor"], badge),
            f"text on {colour}": (text, badge),
            f"link on {colour}": (theme["linkColor"], badge),
        }
    if mode == "light":  # in the dark their labels bring their own colour: see the note in the file
        pairs["chosen segment"] = (primary, over(primary, page, 0.1))
        pairs["chosen segment, pointed at"] = (primary, over(primary, page, 0.2))
    return pairs


def test_the_contrast_formula_agrees_with_the_standard():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", MODES)
def test_every_text_stands_out_from_its_background(mode):
    faint = {
        name: round(contrast(*pair), 2) for name, pair in text_pairs(mode).items() if contrast(*pair) < TEXT_MINIMUM
    }
    assert not faint


@pytest.mark.parametrize("mode", MODES)
def test_chart_colours_and_the_chosen_segment_stand_out_from_the_page(mode):
    theme = CONFIG["theme"][mode]
    for colour in (*theme["chartCategoricalColors"], theme["primaryColor"]):
        assert contrast(colour, theme["backgroundColor"]) >= GRAPHICS_MINIMUM, colour


def test_both_modes_set_the_same_tokens_so_that_the_toggle_stays():
    assert CONFIG["theme"]["light"].keys() == CONFIG["theme"]["dark"].keys()


def test_nothing_is_reported_and_nothing_is_fetched():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["browser"]["serverAddress"], "unset, the server asks a host outside for its public address"
    assert CONFIG["theme"]["font"] == "sans-serif", "the font that Streamlit ships"
    assert "http" not in CONFIG_FILE.read_text(encoding="utf-8")


def test_an_error_shows_no_detail_on_screen():
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False


def test_protection_against_forged_requests_stays_on():
    assert CONFIG["server"].get("enableXsrfProtection", True)
    assert CONFIG["server"].get("enableCORS", True)
