"""What an old page's HTML becomes: blocks of ours, and a list of what is left out."""

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.blocks.body import BodyBlock
from content.moving_in.addresses import read_address
from content.moving_in.old_pages import Unreadable, read_page
from content.moving_in.saved_pages import NoPages, in_folder, in_zip
from tests.examples import examples
from tests.site.content.moving_in.moves import WOLD

HERE = "https://www.wold.example/waste/bins.aspx"


def blocks(html):
    return [(one["type"], one["value"]) for one in read_page(html, HERE).blocks]


def missing(html):
    return [(one.what, one.address, one.words) for one in read_page(html, HERE).lost]


def test_headings_begin_at_the_second_level_and_skip_none():
    html = "<h1>Title</h1><h3>A</h3><p>a</p><h6>B</h6><p>b</p><h4>C</h4><p>c</p><h3>D</h3><p>d</p>"
    assert blocks(html) == [
        ("heading", "A"),
        ("text", "<p>a</p><h3>B</h3><p>b</p><h3>C</h3><p>c</p>"),
        ("heading", "D"),
        ("text", "<p>d</p>"),
    ]
    assert read_page(html, HERE).title == "Title"


def test_text_keeps_what_our_text_has():
    html = """<div><p>One <strong>bold</strong> <em>word</em><br>two</p>loose<ul><li>a<ol><li>b</li></ol></li><li><p>c</p></li></ul><hr>
    <section>x</section><section>y</section><span style="color:red">z</span><code>code</code></div>"""
    assert blocks(html) == [
        (
            "text",
            "<p>One <b>bold</b> <i>word</i><br/>two</p><p>loose</p><ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><hr/>"
            "<p>x</p><p>y</p><p>zcode</p>",
        )
    ]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("next.aspx?id=1", "https://www.wold.example/waste/next.aspx?id=1"),
        ("/x y", "https://www.wold.example/x y"),
        ("https://other.example/a.pdf", "https://other.example/a.pdf"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:01632", "tel:01632"),
        ("#part", None),
        ("javascript:alert(1)", None),
        (" JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[bad", None),
        ("/form.pdf", None),
    ],
)
def test_links(href, kept):
    ((_kind, html),) = blocks(f'<p>See <a href="{href}" onclick="x()">this page</a> now.</p>')
    assert html == (
        f'<p>See <a href="{kept}">this page</a> now.</p>' if kept else "<p>See this page now.</p>"
    )


def test_a_table_becomes_a_table_block():
    html = """<h2>Fees</h2><table><thead><tr><th>What<th colspan=2>Price</thead>
    <tr><td rowspan=2>Bin<td>Brown<td><a href="/pay">£45</a><tr><td>Black|blue<td></table>"""
    assert blocks(html) == [
        ("heading", "Fees"),
        (
            "table",
            {
                "caption": "Fees",
                "head": ["What", "Price", "Price"],
                "rows": [["Bin", "Brown", "£45"], ["Bin", "Black/blue", ""]],
            },
        ),
    ]
    assert ("link", "https://www.wold.example/pay", "£45") in missing(html)


def test_a_table_that_only_puts_words_in_places_is_text():
    html = "<table><tr><td><p>Left words</p></td><td><p>Right words</p></td></tr></table>"
    assert blocks(html) == [("text", "<p>Left words</p><p>Right words</p>")]


def test_a_table_larger_than_fits_is_named():
    row = "<tr>" + "<td>x</td>" * 20 + "</tr>"
    html = f"<p>Words that are enough for a page.</p><table><tr>{'<th>h</th>' * 20}</tr>{row}</table>"
    assert [kind for kind, _value in blocks(html)] == ["text"]
    assert [what for what, _address, _words in missing(html)] == ["table"]


def test_folded_and_quoted_words():
    html = """<details><summary>More about it</summary><p>In <i>short</i>.</p></details>
    <details><summary>Long</summary><table><tr><th>a<th>b<tr><td>1<td>2</table></details>
    <blockquote>Well done.<cite>The Echo</cite></blockquote><dl><dt>Term</dt><dd>What it means</dd></dl>"""
    assert blocks(html) == [
        ("details", {"summary": "More about it", "text": "<p>In short.</p>"}),
        ("heading", "Long"),
        ("table", {"caption": "Long", "head": ["a", "b"], "rows": [["1", "2"]]}),
        ("quotation", {"text": "Well done.", "source": "The Echo"}),
        ("text", "<p><b>Term</b></p><p>What it means</p>"),
    ]


def test_what_is_not_carried_is_named():
    html = """<main><p>Words that are enough for a page.</p><img src="/a.jpg" alt="A bin"><figure><img src="b.png"><figcaption>The tip</figcaption></figure>
    <img src="/pixel.gif" width="1" height="1"><img src="data:image/png;base64,AAAA" alt="Drawn">
    <iframe src="https://video.example/1" title="A film"></iframe><video><source src="/v.mp4"></video>
    <form action="/send"><input name="a"><button>Send</button></form><script src="/s.js"></script><script>var a = "secret"</script>
    <p style="color:red">Red</p><aside><h2>Ring us</h2></aside><a href="/f.docx">The form</a></main>"""
    assert missing(html) == [
        ("script", "/s.js", ""),
        ("script", "", ""),
        ("form", "/send", "Send"),
        ("box", "", "Ring us"),
        ("embedded", "https://video.example/1", "A film"),
        ("embedded", "/v.mp4", ""),
        ("picture", "/a.jpg", "A bin"),
        ("picture", "b.png", "The tip"),
        ("picture", "within the page", "Drawn"),
        ("style", "", ""),
        ("file", "https://www.wold.example/f.docx", "The form"),
    ]


def test_what_stands_on_every_page_is_left_out():
    html = """<html lang="en-GB"><head><title>Bins | Wold</title><meta name="description" content="When  we come">
    <meta name="robots" content="noindex"></head><body><header><nav>Menu</nav></header><div class="breadcrumb">Home</div>
    <div id="content"><nav>Local</nav><h1>Bins</h1><!-- secret --><div hidden>Hidden</div><div class="share">Share</div>
    <p>We empty them each week on a Monday.</p><footer>Foot</footer></div><footer>Wold</footer></body></html>"""
    page = read_page(html, HERE)
    assert blocks(html) == [("text", "<p>We empty them each week on a Monday.</p>")]
    assert (page.title, page.browser_title, page.summary) == ("Bins", "Bins | Wold", "When we come")
    assert page.noindex and page.language == "en" and page.words == 8


def test_the_same_words_have_the_same_digest():
    one = read_page("<h1>A</h1><p>The same   words</p>", HERE).digest
    assert one == read_page("<main><h1>B</h1><div>the <b>same</b> words</div></main>", HERE).digest
    assert read_page("<h1>A</h1>", HERE).digest == ""


def test_pages_that_cannot_be_read_are_refused(monkeypatch):
    with pytest.raises(Unreadable, match="nested"):
        read_page("<div>" * 5000 + "x", HERE)
    monkeypatch.setattr("content.moving_in.main_content.LARGEST", 10)
    with pytest.raises(Unreadable, match="characters"):
        read_page("<p>More than ten</p>", HERE)


TAGS = ["p", "div", "h1", "h2", "h4", "ul", "li", "ol", "table", "tr", "td", "th", "a", "b", "details", "summary", "blockquote", "dl", "dt",
        "span", "br", "img", "section", "main", "form", "aside", "pre", "script", "td colspan=3", "td rowspan=99", 'a href="/x"']  # fmt: skip
pieces = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    st.text("ab &<>\"'\0\u2028ŵ|\n", max_size=8),
)


def test_a_heading_in_a_list_is_no_heading():
    assert blocks("<ul><li><h4>One</h4>Two</li></ul>") == [("text", "<ul><li><b>One</b>Two</li></ul>")]


@settings(max_examples=examples(150), deadline=None)
@example("<ul><h4><")
@given(st.lists(pieces, max_size=30).map("".join))
def test_any_html_becomes_blocks_that_our_editor_takes(html):
    found = read_page(html, HERE)
    block = BodyBlock()
    value = block.to_python(found.blocks)
    if len(value):
        block.clean(value)
    stored = str(found.blocks)
    assert "\0" not in stored and "<script" not in stored and "<img" not in stored
    # No level of heading is skipped.
    assert "<h4>" not in stored or "<h3>" in stored


def test_what_is_left_open_is_closed_as_browsers_do():
    html = "<ul><li>One<li>Two<ul><li>Three</ul><li>Four</ul><p>Five<p>Six<div>Seven</div><dl><dt>A<dd>B<dt>C</dl><p>End"
    assert blocks(html) == [
        (
            "text",
            "<ul><li>One</li><li>Two<ul><li>Three</li></ul></li><li>Four</li></ul><p>Five</p><p>Six</p><p>Seven</p>"
            "<p><b>A</b></p><p>B</p><p><b>C</b></p><p>End</p>",
        )
    ]


def test_saved_pages_are_found_by_the_names_that_programs_give(tmp_path):
    for name in (
        "https_www.wold.example_waste_bins.aspx.html",
        "wold.example/about/index.html",
        "parking/permits.html",
        "original_https_wold.example_index.aspx_id=12.html",
        "notes.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"<p>{name}</p>")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for one in tmp_path.rglob("*.html"):
            file.write(one, f"export/{one.relative_to(tmp_path)}")
    for saved in (in_folder(tmp_path), in_zip(packed)):
        for address, name in (
            ("https://www.wold.example/waste/Bins.aspx", "waste_bins"),
            ("http://wold.example/about/", "about/index"),
            ("/parking/permits", "permits"),
            ("https://wold.example/index.aspx?id=12", "id=12"),
        ):
            assert name in (saved.html_of(read_address(address)) or ""), address
        assert saved.html_of(read_address("/notes")) is None


def test_saved_pages_in_other_encodings(tmp_path):
    (tmp_path / "a.html").write_bytes('<meta charset="iso-8859-1"><p>Café</p>'.encode("latin-1"))
    (tmp_path / "b.html").write_bytes("<p>Tŷ – bach</p>".encode())
    saved = in_folder(tmp_path)
    assert "Café" in (saved.html_of(read_address("/a")) or "")
    assert "Tŷ – bach" in (saved.html_of(read_address("/b")) or "")


def test_a_zip_that_is_none_or_a_bomb_is_refused(monkeypatch, tmp_path):
    with pytest.raises(NoPages, match="no ZIP"):
        in_zip(io.BytesIO(b"no zip"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../etc/passwd.html", "x")
        file.writestr("bomb.html", b"\0" * 9_000_000)
    with pytest.raises(NoPages, match="too large"):
        in_zip(packed).html_of(read_address("/bomb"))
    monkeypatch.setattr("content.moving_in.saved_pages.MOST_FILES", 1)
    with pytest.raises(NoPages, match="more than"):
        in_zip(packed)
    with pytest.raises(NoPages, match="no folder"):
        in_folder(WOLD / "crawl.csv")


def test_a_link_out_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "in" / "a.html").symlink_to(tmp_path / "secret.html")
    assert in_folder(tmp_path / "in").html_of(read_address("/a")) is None
