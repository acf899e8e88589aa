"""Makes the PDF files here of one text: python -m tests.texts.samples.make_pdfs (needs Chromium, and ReportLab)."""

from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent
TITLE = "直播间里的一年"
TEXT = [
    ("heading" if line.startswith("# ") else "body", line.removeprefix("# "))
    for line in (FOLDER / "livestream.txt").read_text(encoding="utf-8").splitlines()
]
_STYLE = """
body { font: 11pt/1.7 "Noto Serif CJK SC"; margin: 0 } h1 { font-size: 20pt } h2 { font-size: 14pt }
p { margin: 0; text-indent: 2em; text-align: justify }
"""
_EDGE = '<div style="font-size: 8px; width: 100%; text-align: center">{}</div>'


def page(style: str) -> str:
    """The text as a page to be printed."""
    tags = {"heading": "h2", "body": "p"}
    parts = [f"<{tags[kind]}>{escape(text)}</{tags[kind]}>" for kind, text in TEXT]
    return f"<meta charset=utf-8><style>{_STYLE}{style}</style><h1>{TITLE}</h1><div>{''.join(parts)}</div>"


def by_chromium() -> None:
    """Print it, with running titles and page numbers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()
        for name, style, (width, height) in (
            ("livestream", "", ("120mm", "100mm")),
            ("livestream-columns", "div { columns: 2; column-gap: 2em } body { font-size: 9pt }", ("210mm", "297mm")),
        ):
            tab.set_content(page(style))
            tab.pdf(
                path=FOLDER / f"{name}.pdf",
                display_header_footer=True,
                header_template=_EDGE.format("电商观察 · 第12期"),
                footer_template=_EDGE.format("— <span class=pageNumber></span> —"),
                margin={"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"},
                width=width,
                height=height,
            )


def by_reportlab() -> None:
    """Set it with STSong-Light, which readers have to bring along."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("p", fontName="STSong-Light", fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK")
    head = ParagraphStyle("h", fontName="STSong-Light", fontSize=15, leading=22, spaceBefore=8, spaceAfter=6)
    story = [Paragraph(TITLE, ParagraphStyle("t", parent=head, fontSize=20, leading=30))]
    story += [Paragraph(escape(text), head if kind == "heading" else body) for kind, text in TEXT]
    SimpleDocTemplate(str(FOLDER / "livestream-cid.pdf"), pagesize=A5, title=TITLE).build(story)


if __name__ == "__main__":
    by_chromium()
    by_reportlab()
