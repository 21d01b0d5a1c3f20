"""What the columns of a list are called, by crawlers and by people."""

import re

CALLED = {
    "address": ("address", "url", "oldaddress", "oldurl", "link", "loc", "pageurl", "fulladdress", "sourceurl", "uri", "path"),
    "status": ("statuscode", "status", "httpstatus", "httpstatuscode", "responsecode", "code"),
    "content_type": ("contenttype", "mimetype", "mime", "content"),
    "title": ("title", "title1", "pagetitle", "name", "metatitle", "teitl"),
    "h1": ("h11", "h1", "heading", "heading1", "pageheading"),
    "summary": ("summary", "metadescription1", "metadescription", "description", "intro", "introduction", "crynodeb"),
    "body": ("body", "html", "bodyhtml", "text", "pagecontent", "maincontent", "richtext"),
    "section": ("section", "newsection", "parent", "newparent"),
    "owner": ("owner", "contentowner", "author", "pageowner", "team"),
    "type": ("type", "pagetype", "newtype", "template"),
    "new_address": ("newaddress", "newurl", "newpath", "target", "newlocation"),
    "redirect": ("redirecturl", "redirecturi", "redirectto", "redirect", "location", "redirecttarget"),
    "canonical": ("canonicallinkelement1", "canonical", "canonicalurl", "canonicallinkelement"),
    "robots": ("metarobots1", "metarobots", "robots"),
    "indexable": ("indexability",),
    "noindex": ("indexabilitystatus", "noindex"),
    "language": ("language", "lang", "iaith"),
    "date": ("date", "published", "publishedon", "publicationdate", "publishdate"),
}  # fmt: skip

BY_NAME = {name: column for column, names in CALLED.items() for name in names}

# Of a crawl, and of no use here: nobody needs to be told that they were not read.
OF_NO_USE = re.compile(
    r"^(?:indexabilit|titlelength|title1length|title1pixel|titlepixel|metadescription1?(?:length|pixel)|metakeyword|h1\d?length|h2|h12|xrobots"
    r"|relnext|relprev|httprel|amphtml|size|transferred|totaltransferred|co2|carbon|wordcount|averagewords|flesch|readability|text?ratio"
    r"|crawldepth|folderdepth|linkscore|inlinks|unique|outlinks|external|closestsimilarity|nonearduplicate|spelling|grammar|hash"
    r"|responsetime|lastmodified|lastmod|changefreq|priority|cookies|httpversion|mobilealternate|urlencodedaddress|crawltimestamp|sentencecount"
    r"|xrobotstag|metarefresh|status$|statustext|redirecttype|semantic|number|textratio|no)"
)


def plain(name: str) -> str:
    """A column's name without what people write differently."""
    return re.sub(r"[\W_]+", "", name.lower())


def columns_of(cells: list[str]) -> dict[str, int]:
    """Where each thing we read stands, by the first line of a list. Of two columns of one meaning the first counts, in the
    order of ``CALLED``: an ``Address`` before a ``URL``."""
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        column = BY_NAME.get(plain(cell))
        if column is None:
            continue
        rank = CALLED[column].index(plain(cell))
        if column not in found or rank < found[column][0]:
            found[column] = (rank, place)
    return {column: place for column, (_rank, place) in found.items()}


def unread(cells: list[str], columns: dict[str, int]) -> list[str]:
    """The names of the columns that nothing is made of, as the list has them, for the check to say so."""
    used = set(columns.values())
    return [
        cell.strip()[:60]
        for place, cell in enumerate(cells)
        if place not in used and cell.strip() and not OF_NO_USE.match(plain(cell))
    ]
