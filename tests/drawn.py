"""Suppliers as hypothesis draws them: awkward names, all, some or none of what a supplier may set."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from generator.formats import characters

AWKWARD = [
    "O\u2019Brien & Söhne <Ltd> “مؤسسة”", "\"quoted\" 'twice'", "a &amp; b &lt;c&gt; &#38; d", "</script><!--",
    "\\ \\\\ \\n",
    "*bold* _em_ `code` [text](https://x.example) ![i](x)", "-starts with a dash", "+ starts with a plus", "# heading",
    "1. a list", "réseau exemple", "ßtraße", "ŉame", "ǆ", "two  spaces and\u00a0a hard one", "𠮷野家",
    "{{ supplier }} {% x %} {#y}", "{: .class #id onclick=x }", "Example", "the", "User", "xq0x0z",
    "|pipe| ~tilde~ ^hat^",
    "a" * 300, "`", ">", "$1 \\1 \\g<0>", "==mark== ++ins++", "http://plain.example/ and someone@example.com", "...",
    "&copy;", "<b>", "]]>", "%(x)s %s {0}",
]  # fmt: skip
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)
LINE = st.sampled_from(AWKWARD) | TEXT.map(str.strip).filter(lambda text: text and not characters.forbidden(text))
LABEL = st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)
HOST = st.builds("{}.{}.example".format, LABEL, LABEL)
EMAIL = st.builds("{}@{}".format, st.from_regex(r"[A-Za-z0-9._%+-]{1,12}", fullmatch=True), HOST)
URL = st.builds("https://{}/{}".format, HOST, st.from_regex(r"[A-Za-z0-9&=?#%+~_.'()-]{0,20}", fullmatch=True)).filter(
    lambda url: "'" not in url
)
PHONE = st.from_regex(r"\+?[0-9][0-9 ().-]{3,18}", fullmatch=True)
DRAWING = st.text("MmLlHhVvCcSsQqTtAaZz0123456789eE., +-", min_size=4, max_size=60)
COLOUR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
PLACE = st.sampled_from(["loc:FR", "loc:DE", "loc:BA", "loc:CI", "loc:EU", "loc:US-CA"])
ID = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Give an object with all, some or none of these parts."""
    return st.fixed_dictionaries({}, optional=parts)


def together(*dicts: dict[str, Any]) -> dict[str, Any]:
    """Join objects."""
    return {key: value for each in dicts for key, value in each.items()}


CONTACT = st.builds(together, st.fixed_dictionaries({"email": EMAIL}), some(phone=PHONE, url=URL))
SUPPLIER = st.builds(
    together,
    st.fixed_dictionaries({"id": ID.map("s-{}".format), "name": LINE}),
    some(legal_form=LINE, country=PLACE, address=LINE, registry=LINE, registration_number=LINE, website=URL),
    st.fixed_dictionaries(
        {"contacts": st.builds(together, st.fixed_dictionaries({"support": CONTACT}), some(breach=CONTACT))}
    ),
    some(
        data_protection_officer=st.builds(
            together, st.fixed_dictionaries({"name": LINE, "email": EMAIL}), some(address=LINE)
        ),
        colours=st.fixed_dictionaries({"light": COLOUR, "dark": COLOUR}),
        logo=st.fixed_dictionaries({"box": st.sampled_from(["0 0 32 32", "0 0 1 9999"]), "path": DRAWING}),
        billing=st.sampled_from(["supplier", "publisher"]),
        terms=st.fixed_dictionaries({"label": LINE, "url": URL}) | URL.map(lambda url: {"label": url, "url": url}),
        region=PLACE,
        authority=st.builds(together, st.fixed_dictionaries({"name": LINE}), some(url=URL)),
        promises=st.lists(
            st.builds(
                together,
                st.fixed_dictionaries({"id": ID.map("p-{}".format), "label": LINE, "text": LINE}),
                some(broader=st.just(["dpv:TechnicalMeasure"])),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda each: each["id"],
        ),
        sub_processors=st.lists(
            st.builds(
                together,
                st.fixed_dictionaries({"id": ID.map("q-{}".format), "name": LINE, "purpose": LINE}),
                some(country=PLACE, website=URL),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda each: each["id"],
        ),
    ),
)
