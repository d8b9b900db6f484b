import pytest

from peerhouse.config.rehearsal.forms import Form, form_with

PAGE = """
<input name="stray" value="1"><select name="nowhere"><option selected value="x"></select>
<textarea name="lost">y</textarea>
<form action="/search/"><input name="q"></form>
<form method="post">
  <input type="hidden" name="token" value="abc"><input name="email"><input>
  <input type="checkbox" name="agree"><input type="checkbox" name="news" checked>
  <input type="radio" name="size" value="s"><input type="radio" name="size" value="m" checked>
  <input type="checkbox" name="reason" value="one" checked><input type="checkbox" name="reason" value="two" checked>
  <select name="region"><option value="">Choose</option><option value="africa" selected>Africa</option></select>
  <select name="sector"><option value="maps">Maps</option></select>
  <option selected value="stray">
  <textarea name="text">first &amp; second</textarea><textarea>nameless</textarea>
  <p>said <b>aside</b></p>
</form>
"""


def test_form_would_send_what_a_browser_would():
    form = form_with(PAGE, "token")
    assert form == Form(
        "",
        {
            "token": ["abc"],
            "email": [""],
            "news": ["on"],
            "size": ["m"],
            "reason": ["one", "two"],
            "region": ["africa"],
            "text": ["first & second"],
        },
    )


def test_form_is_the_first_that_has_every_field():
    assert form_with(PAGE, "q") == Form("/search/", {"q": [""]})
    assert form_with(PAGE, "email", "region").action == ""


def test_page_without_such_a_form_is_told():
    with pytest.raises(LookupError, match=r"The page has no form with code, email\."):
        form_with(PAGE, "code", "email")
