"""The page in real Chromium, under file://: every switch, every way to a pop-up, copying, finding, printing."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from glossary.pinyin import join_marks
from reader.export.options import ExportOptions
from reader.session import Session
from reader.text.convert import OpenCCConverter
from reader.text.lexicon import lexicon
from reader.text.styles import to_zhuyin
from tests.reader.export.browser import Reader, reading
from tests.reader.export.conftest import write
from texts.model import Paragraph, Script, SourceText, TextMeta

if TYPE_CHECKING:
    from playwright.sync_api import Browser

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")

SIZES = [(360, 740), (800, 900), (1400, 900)]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture
def reader(browser: "Browser", page: Path) -> Iterator[Reader]:
    with reading(browser) as opened:
        yield opened.open(page)
        assert opened.complaints == []
        assert opened.requests[1:] == []


def test_nothing_is_asked_of_any_network(reader: Reader, page: Path) -> None:
    reader.page.mouse.wheel(0, 3000)
    reader.switch("script", "hans")
    reader.word("晚上").or_(reader.word("机构")).first.hover()
    reader.page.wait_for_timeout(300)
    assert set(reader.requests) == {page.as_uri()}


@pytest.fixture(scope="module")
def short_page(session: Session, article: SourceText, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article's first paragraphs: axe-core takes a minute for all of it."""
    source = SourceText(article.meta, article.paragraphs[:9])
    return write(session, source, tmp_path_factory.mktemp("short") / "page.html")


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (800, "light"), (1400, "dark"), (1400, "light")])
def test_axe_finds_nothing(browser: "Browser", short_page: Path, width: int, theme: str) -> None:
    with reading(browser, width, theme="dark" if theme == "dark" else "light") as reader:
        reader.open(short_page)
        reader.switch("tones", "on")
        reader.switch("english", "ask")
        reader.open_panel()
        assert reader.faults() == []
        reader.page.keyboard.press("Escape")
        reader.switch("style", "zhuyin")
        reader.switch("english", "on")
        reader.page.keyboard.press("Escape")
        reader.page.locator("#p3 a").nth(2).click()
        assert reader.popup.is_visible()
        assert reader.faults() == []
        assert reader.complaints == []


# Switches


def test_scripts_switch_the_text_and_its_language(reader: Reader, article: SourceText) -> None:
    root = reader.page.locator("html")
    assert root.get_attribute("lang") == "zh-Hant"
    wanted: list[tuple[Script, str]] = [
        ("hans", "zh-Hans"),
        ("tw", "zh-Hant-TW"),
        ("hk", "zh-Hant-HK"),
        ("hant", "zh-Hant"),
    ]
    for script, language in wanted:
        reader.switch("script", script)
        assert root.get_attribute("lang") == language
        for number in (1, 3):
            text = article.paragraphs[number - 1].text
            assert reader.copied(f"#p{number}") == OpenCCConverter().convert(text, "hant", script).text
    reader.switch("script", "hans")
    assert reader.copied("h1") == "直播带货的杭州样本"
    assert "新杭州人" in reader.copied(".toc")
    reader.page.locator("html[data-ready=hans]").wait_for(state="attached")
    last = reader.page.evaluate("[...document.querySelectorAll('article [id^=p]')].at(-1).textContent")
    assert "這" not in last
    assert "這" not in reader.page.evaluate("document.querySelector('.def.zh').textContent")


def test_readings_are_off_on_terms_or_on_all(reader: Reader) -> None:
    everything = reader.shown("article rt")
    reader.switch("ruby", "terms")
    assert 0 < reader.shown("article rt") == reader.shown("article a rt") < everything / 2
    reader.switch("ruby", "off")
    assert reader.shown("rt") == 0
    reader.switch("ruby", "all")
    assert reader.shown("article rt") == everything


def test_zhuyin_stands_to_the_right_of_each_character(reader: Reader) -> None:
    reader.switch("style", "zhuyin")
    signs = reader.page.locator("#p3 .c")
    assert signs.first.text_content() == "晚"
    assert signs.first.locator(".z").evaluate("(e) => [e.dataset.z, e.dataset.t]") == ["ㄨㄢ", "ˇ"]
    column = signs.first.locator(".z").evaluate(
        """(e) => { const style = getComputedStyle(e, "::before");
        return [style.writingMode, style.content, parseFloat(style.height) > 2 * parseFloat(style.width) - 1]; }"""
    )
    assert column == ["vertical-rl", '"ㄨㄢ"', True]
    room = signs.evaluate_all("all => all.map((e) => e.getBoundingClientRect().width - 20)")
    assert all(8 < width < 20 for width in room)
    assert "晚上6點半，杭州遙望科技大樓的直播間裡" in reader.copied("#p3")
    assert reader.finds("直播間裡")
    reader.switch("style", "pinyin")
    assert reader.page.locator("#p3 rt").first.text_content() == "wǎnshang"


def test_tone_colours_colour_each_syllable(reader: Reader) -> None:
    reader.switch("tones", "on")
    parts = reader.page.locator("#p3 ruby", has_text="鏡子").first.locator("rt span")
    parts = parts.evaluate_all("all => all.map((e) => [e.className, e.textContent])")
    assert parts == [["tone4", "jìng"], ["tone5", "zi"]]
    colours = set(reader.page.locator("#p3 rt span").evaluate_all("all => all.map((e) => getComputedStyle(e).color)"))
    assert len(colours) == 5
    plain = reader.page.evaluate("getComputedStyle(document.querySelector('#p3 ruby b span')).color")
    reader.switch("ruby", "off")
    assert reader.page.evaluate("getComputedStyle(document.querySelector('#p3 ruby b span')).color") != plain


def test_english_is_off_on_demand_or_on(reader: Reader) -> None:
    everything = reader.shown("article .en")
    assert everything == 44
    reader.switch("english", "off")
    assert reader.shown(".en") == 0
    reader.switch("english", "ask")
    assert reader.shown("article .en") == 0
    button = reader.page.locator(".b", has=reader.page.locator("#p3")).locator(".ask")
    button.click()
    assert reader.shown("article .en") == 1
    reader.switch("english", "on")
    assert reader.shown("article .en") == everything
    assert reader.shown(".ask") == 0


def test_theme_and_size(reader: Reader) -> None:
    def background() -> str:
        return reader.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")  # type: ignore[no-any-return]

    light = background()
    reader.switch("theme", "dark")
    dark = background()
    assert dark != light
    reader.page.emulate_media(color_scheme="dark")
    assert background() == dark
    reader.switch("theme", "light")
    assert background() == light
    reader.switch("theme", "system")
    assert background() == dark
    before = reader.page.locator("#p3").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    reader.page.get_by_label("Larger text").click()
    assert reader.page.locator("#p3").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") > before


def test_switches_are_remembered(reader: Reader) -> None:
    chosen = {"script": "tw", "ruby": "terms", "style": "zhuyin", "tones": "on", "english": "ask", "theme": "dark"}
    for name, value in chosen.items():
        reader.switch(name, value)
    reader.page.get_by_label("Smaller text").click()
    reader.page.reload()
    reader.requests.pop()
    for name, value in {**chosen, "size": "1"}.items():
        assert reader.state(name) == value
    assert reader.page.locator('#bar input[name="script"]:checked').input_value() == "tw"
    assert reader.shown("article .c") > 10


# Pop-ups


def test_hovering_shows_a_word_and_leaving_hides_it(reader: Reader) -> None:
    reader.word("鏡子").hover()
    reader.popup.wait_for(state="visible")
    said = reader.popup.inner_text()
    for part in ("鏡子", "镜子", "jìngzi", "ㄐㄧㄥˋ", "mirror", "HSK"):
        assert part in said
    reader.page.mouse.move(5, 700)
    reader.popup.wait_for(state="hidden")


def test_hovering_a_term_shows_its_entry(reader: Reader) -> None:
    reader.term("自然流").scroll_into_view_if_needed()
    reader.term("自然流").hover()
    reader.popup.wait_for(state="visible")
    assert "organic" in reader.popup.inner_text()
    assert reader.popup.locator("[id]").count() == 0
    reader.popup.locator(".goto a").click()
    assert reader.popup.is_hidden()
    assert reader.page.evaluate("location.hash").startswith("#g")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_pop_up_is_cut_off(browser: "Browser", page: Path, width: int, height: int) -> None:
    with reading(browser, width, height) as reader:
        reader.open(page)
        for top in (0, 400, 1500, 3000):
            reader.page.evaluate("(y) => scrollTo(0, y)", top)
            visible = reader.page.evaluate_handle(
                """() => [...document.querySelectorAll("article ruby")].filter((one) => {
                const box = one.getBoundingClientRect(); return box.top > 70 && box.bottom < innerHeight; })"""
            )
            count = visible.evaluate("(all) => all.length")
            for at in range(0, count, max(1, count // 12)):
                visible.evaluate(
                    "(all, at) => all[at].dispatchEvent(new MouseEvent('click', {bubbles: true, detail: 1}))", at
                )
                assert reader.popup_is_whole()
                reader.page.keyboard.press("Escape")


def test_tapping_on_a_phone(browser: "Browser", page: Path) -> None:
    with reading(browser, 360, 740, touch=True) as reader:
        reader.open(page)
        assert reader.page.evaluate("document.documentElement.scrollWidth") == 360
        reader.term("直播間").tap()
        assert reader.popup.is_visible()
        assert reader.popup_is_whole()
        box = reader.popup.bounding_box()
        assert box is not None
        assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 360, 740)
        reader.popup.get_by_label("Close").tap()
        assert reader.popup.is_hidden()
        reader.word("鏡子").tap()
        assert "mirror" in reader.popup.inner_text()
        reader.page.locator("#p3 ~ .en").tap(position={"x": 5, "y": 5})
        reader.popup.wait_for(state="hidden")
        reader.page.locator("#bar .toggle").tap()
        assert reader.shown("#panel input") > 15
        assert reader.complaints == []


def test_the_keyboard_reaches_every_word(reader: Reader) -> None:
    reader.term("小五").focus()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Shift+Tab")
    assert reader.focused() == "小五"
    assert reader.popup.is_visible()
    reader.page.keyboard.press("ArrowRight")
    first = reader.focused()
    assert first != "小五"
    assert reader.page.evaluate("document.activeElement.getAttribute('role')") == "button"
    assert reader.page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "pop"
    assert first in reader.popup.inner_text()
    reader.page.keyboard.press("Enter")
    assert reader.focused() == "pop"
    reader.page.keyboard.press("Escape")
    assert reader.popup.is_hidden()
    assert reader.focused() == first
    reader.page.keyboard.press("ArrowLeft")
    assert reader.focused() == "小五"
    for _ in range(60):
        reader.page.keyboard.press("ArrowRight")
        assert reader.popup_is_whole()
    block = reader.page.evaluate("document.activeElement.closest('[id^=p]').id")
    assert block != "p2"


def test_a_saved_page_reads_back(reader: Reader, article: SourceText) -> None:
    from reader.export.readback import read_page

    reader.switch("style", "zhuyin")
    reader.switch("english", "ask")
    saved = read_page("<!DOCTYPE html>" + reader.page.evaluate("document.documentElement.outerHTML"))
    assert saved.source == article
    reader.switch("script", "hans")
    reader.page.locator("html[data-ready=hans]").wait_for(state="attached")
    shown = read_page(reader.page.content()).source
    assert shown.meta.script == "hans"
    assert shown.paragraphs[0].text == "林依轮（中）走在田间地头，为大米带货。"


# Text


def test_readings_stay_out_of_finding_and_copying(reader: Reader) -> None:
    assert reader.finds("科技大樓的直播間裡，燈光")
    assert not reader.finds("wǎnshang")
    assert "晚上6點半，杭州遙望科技大樓的直播間裡，燈光亮如白晝。" in reader.copied("#p3")
    reader.switch("script", "hans")
    reader.page.locator("html[data-ready=hans]").wait_for(state="attached")
    assert reader.finds("科技大楼的直播间里，灯光")
    assert reader.finds("个人梦想与城市雄心")


@pytest.mark.parametrize("style", ["pinyin", "zhuyin"])
def test_lines_are_broken_where_they_may_be(browser: "Browser", page: Path, style: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(page)
        reader.switch("style", style)
        for width in (330, 360, 411, 600, 800, 1000, 1400):
            reader.page.set_viewport_size({"width": width, "height": 4000})
            reader.page.wait_for_timeout(60)
            assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
            assert reader.torn_words() == []
            for number in (3, 8, 9, 10):
                lines = reader.lines(number)
                assert len(lines) >= 2
                assert [line for line in lines if line[0] in "，。、；：！？”）》"] == []
                assert [line for line in lines if line[-1] in "“（《"] == []


def test_lines_stand_equally_far_apart(reader: Reader) -> None:
    """A line with readings over some of its words is no higher than one without."""
    steps = reader.page.evaluate(
        """() => { const words = [...document.querySelectorAll("#p9 ruby b")];
        const tops = words.map((word) => Math.round(word.getBoundingClientRect().top));
        const lines = [...new Set(tops)]; return lines.slice(1).map((top, i) => top - lines[i]); }"""
    )
    assert len(steps) > 2
    assert max(steps) - min(steps) <= 1


# Without scripts, on paper


def test_without_javascript_it_is_still_a_page(browser: "Browser", page: Path) -> None:
    with reading(browser, script=False) as reader:
        reader.open(page)
        assert reader.page.locator("#bar").is_hidden()
        assert reader.page.locator("#p3 rt").first.is_visible()
        assert reader.page.locator("article .en").first.is_visible()
        link = reader.term("自然流")
        link.click()
        assert reader.page.url.endswith(str(link.get_attribute("href")))
        assert reader.page.locator(":target .back a").first.is_visible()


def test_on_paper(browser: "Browser", page: Path, tmp_path: Path) -> None:
    with reading(browser, 800) as reader:
        reader.open(page)
        reader.switch("theme", "dark")
        reader.page.emulate_media(media="print", color_scheme="dark")
        reader.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert reader.shown("#bar, .pop, .ask, .skip") == 0
        assert reader.shown("#p3 rt") > 20
        assert reader.shown(".glossary li") > 100
        assert reader.page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
        number = reader.page.evaluate("getComputedStyle(document.querySelector('#p3 a'), '::after').content")
        assert number.strip('"').isdigit()
        sheets = reader.page.pdf(path=tmp_path / "page.pdf")
        assert sheets.startswith(b"%PDF")
        assert 10 < sheets.count(b"/Type /Page\n") < 60


# Long texts


def test_a_long_text_is_built_after_the_first_paint(browser: "Browser", session: Session, tmp_path: Path) -> None:
    lines = [Paragraph(f"第{n}段：直播间里，灯光亮如白昼。" * 5, translation=f"Number {n}.") for n in range(600)]
    source = SourceText(TextMeta("long", "长篇", script="hans"), tuple(lines))
    file = write(session, source, tmp_path / "long.html")
    with reading(browser) as reader:
        reader.page.goto(file.as_uri() + "#p590")
        reader.page.locator("#p590 rt[lang]").first.wait_for(state="attached")
        reader.page.wait_for_timeout(200)
        assert 0 <= reader.page.evaluate("document.getElementById('p590').getBoundingClientRect().top") < 900
        reader.page.locator("html[data-built]").wait_for(state="attached")
        assert reader.page.evaluate("document.querySelectorAll('noscript').length") == 0
        assert reader.page.evaluate("document.querySelectorAll('article .b').length") == 600
        assert reader.finds("第599段：直播间里，灯光")
        reader.switch("script", "hant")
        reader.switch("english", "ask")
        reader.page.locator("html[data-ready=hant]").wait_for(state="attached")
        assert reader.finds("第599段：直播間裏，燈光")
        assert reader.page.evaluate("document.querySelectorAll('.ask').length") == 600
        assert reader.complaints == []
    with reading(browser, script=False) as reader:
        reader.open(file)
        assert reader.page.locator("#p600 rt").first.is_visible()


# Hostile text

EVIL = [
    "<script>window.evil=1</script><img src=x onerror='window.evil=1'>直播",
    "</p></div></article></main><script>window.evil=1</script>",
    "</script><script>window.evil=1</script><!-- ]]>",
    "javascript:window.evil=1 '\" onload=window.evil=1",
    "\u202e直播\u2066间\u200f{{ evil }}{% evil %}",
    "直播\x00\x0b间\x7f",
]


def test_a_hostile_text_is_shown_as_text(browser: "Browser", session: Session, tmp_path: Path) -> None:
    lines = tuple(Paragraph(line, "heading" if n % 2 else "body", line) for n, line in enumerate(EVIL))
    facts = {"topic": EVIL[0], "place": EVIL[1], "date": EVIL[2], "outlet": EVIL[3], "licence": EVIL[0]}
    meta = replace(TextMeta("x", EVIL[0], EVIL[1], "hans", origin="javascript:window.evil=1", tags=(EVIL[2],)), **facts)
    file = write(session, SourceText(meta, lines), tmp_path / "evil.html", ExportOptions(english_by="sentence"))
    with reading(browser) as reader:
        reader.open(file)
        for name, value in (("script", "hant"), ("style", "zhuyin"), ("tones", "on"), ("english", "ask")):
            reader.switch(name, value)
        reader.page.locator("article ruby").first.click()
        assert reader.page.evaluate("window.evil === undefined")
        assert reader.page.evaluate("document.scripts.length") == 3
        assert reader.page.evaluate("document.querySelectorAll('img, [onerror], [href^=\"javascript\"]').length") == 0
        assert reader.page.evaluate("document.querySelectorAll('article .b').length") == len(EVIL)
        assert reader.copied("#p1").startswith("<script>window.evil=1</script>")
        assert "javascript:window.evil=1" in reader.page.locator(".colophon").inner_text()
        assert reader.complaints == []
        assert set(reader.requests) == {file.as_uri()}


def test_the_page_reads_pinyin_as_it_is_written(browser: "Browser") -> None:
    """What stands over a word is all that the page knows of its syllables: all of the lexicon is read back."""
    script = files("reader.export").joinpath("assets/page.js").read_text(encoding="utf-8")
    functions = script.split("// [pinyin]")[1].split("// [/pinyin]")[0]
    words = lexicon()
    listed = {reading.syllables for word in words.words() for reading in words.readings(word)}
    said = [[syllable for syllable in syllables if syllable] for syllables in listed]
    overs = [join_marks(syllables) for syllables in said]
    tab = browser.new_page()
    found = tab.evaluate(f"(overs) => {{ {functions} return overs.map(numbered); }}", overs)
    assert found == said
    syllables = sorted({syllable for word in said for syllable in word})
    written = tab.evaluate(f"(syllables) => {{ {functions} return syllables.map(inZhuyin); }}", syllables)
    tab.close()
    assert written == [to_zhuyin(syllable) for syllable in syllables]
