"""Signing in with a real provider: each role gets its pages, and nobody gets another's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.access.roles import PAGES, ROLES, Role
from dashboard.commands.serve import APP, ROOT
from dashboard.home import Home
from dashboard.ui.navigation import NAVIGATION
from tests.browser.screen import Profile, go_to, open_page, wait_until_drawn
from tests.browser.server import ADDRESS, free_port, serving
from tests.browser.sign_in_provider import (
    STRANGER,
    address_of,
    home_that_asks,
    let_sessions_last,
    provider,
)

pytestmark = pytest.mark.browser
REFUSED = "This page is not part of your role."
CLOSED = "Sign in to see your program."


@dataclass(frozen=True, slots=True)
class Signing:
    """Pages that ask for sign-in, and the provider they ask."""

    home: Home
    provider: str
    pages: str


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signing]:
    port = free_port()
    pages = f"http://{ADDRESS}:{port}"
    with provider() as asked:
        home = home_that_asks(tmp_path_factory.mktemp("asks"), asked, pages)
        with serving(home.path, port=port):
            yield Signing(home, asked, pages)


@pytest.fixture
def context(profile: Profile) -> Iterator[BrowserContext]:
    """A browser in which nobody is signed in; its cache stays."""
    shared = profile()
    yield shared
    for page in shared.pages:
        page.close()
    shared.clear_cookies()


def sign_in(context: BrowserContext, signing: Signing, who: str) -> Page:
    page = context.new_page()
    open_page(page, signing.pages)
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=sub]").fill(who)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{signing.pages}/**")
    page.wait_for_function("() => window.screenState && document.body")
    wait_until_drawn(page)
    return page


def heading(page: Page) -> str:
    return page.locator("h1").first.inner_text().replace("\n", " ")


def sections_on_screen(page: Page) -> set[str]:
    return {
        str(section.text_content()).replace("expand_more", "").strip()
        for section in page.get_by_test_id("stTopNavSection").all()
    }


def test_without_a_session_no_page_is_there(context: BrowserContext, signing: Signing) -> None:
    page = context.new_page()
    for address in ("", "data"):
        open_page(page, f"{signing.pages}/{address}")
        assert heading(page) == CLOSED
        assert page.get_by_test_id("stTopNavSection").count() == 0


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=pytest.mark.long if role in ("chair", "researcher") else ())
        for role in ROLES  # those two sign in below as well
    ],
)
def test_a_role_sees_its_pages_and_is_refused_the_others(
    context: BrowserContext, signing: Signing, role: Role
) -> None:
    page = sign_in(context, signing, role)
    mine = [entry for entry in NAVIGATION if role in PAGES[entry.url_path]]
    others = [entry for entry in NAVIGATION if role not in PAGES[entry.url_path]]
    expect(page.get_by_text(f"Signed in as {address_of(role)}")).to_be_visible()
    assert sections_on_screen(page) == {entry.section for entry in mine}
    for entry in others[:1]:  # tests/access tries them all
        open_page(page, f"{signing.pages}/{entry.url_path}")
        assert heading(page) == REFUSED, entry.url_path
    for entry in mine[-1:]:
        open_page(page, f"{signing.pages}/{entry.url_path}")
        assert heading(page) not in (REFUSED, CLOSED), entry.url_path


def test_signing_out_ends_it(context: BrowserContext, signing: Signing) -> None:
    page = sign_in(context, signing, "chair")
    beside = context.new_page()
    open_page(beside, f"{signing.pages}/participation")
    assert heading(beside) != CLOSED
    kept = [cookie for cookie in context.cookies() if "user" in str(cookie.get("name"))]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "end_session" in url or url.startswith(signing.provider))
    open_page(page, f"{signing.pages}/participation")
    assert heading(page) == CLOSED
    # The window beside it was open all the while, and somebody may have kept the cookie.
    go_to(beside, "learning_themes")
    expect(beside.get_by_text("You signed out; sign in again.")).to_be_visible()
    context.add_cookies(kept)  # type: ignore[arg-type]
    open_page(page, f"{signing.pages}/participation")
    expect(page.get_by_text("You signed out; sign in again.")).to_be_visible()
    trail = signing.home.audit_trail()
    newest = [(entry.event, entry.facts["who"]) for entry in trail.entries()[:2]]
    assert newest == [("sign-out", address_of("chair")), ("sign-in", address_of("chair"))]
    assert trail.verify().problems == ()
    assert "eyJ" not in trail.log.read_text(), "a token was written down"


def test_who_has_no_role_is_told_so(context: BrowserContext, signing: Signing) -> None:
    page = sign_in(context, signing, "stranger")
    expect(page.get_by_text(f"{STRANGER} has no role here")).to_be_visible()
    open_page(page, f"{signing.pages}/participation")
    assert page.get_by_test_id("stTopNavSection").count() == 0
    of_theirs = [
        entry.event
        for entry in signing.home.audit_trail().entries()
        if entry.facts.get("who") == STRANGER
    ]
    assert set(of_theirs) == {"sign-in refused"}


def test_a_session_that_is_too_old_signs_in_again(
    context: BrowserContext, signing: Signing
) -> None:
    page = sign_in(context, signing, "chair")
    let_sessions_last(signing.home, 0.0001, signing.provider, signing.pages)
    try:
        page.wait_for_timeout(1500)
        open_page(page, f"{signing.pages}/participation")
        expect(page.get_by_text("sign in again")).to_be_visible()
        assert page.get_by_test_id("stTopNavSection").count() == 0
    finally:
        let_sessions_last(signing.home, 8, signing.provider, signing.pages)


def test_what_is_open_ends_with_the_sign_in(context: BrowserContext, signing: Signing) -> None:
    """Parts of a page run by themselves, and files are made by themselves: both ask again."""
    page = sign_in(context, signing, "researcher")
    open_page(page, f"{signing.pages}/research-workbench")
    page.get_by_role("tab", name="SQL").click()
    wait_until_drawn(page)
    page.get_by_role("textbox", name="SQL").fill("select 1 as one")
    page.get_by_role("button", name="Run").click()
    taken = page.get_by_role("button", name="Download CSV").last
    expect(taken).to_be_visible()
    trail = signing.home.audit_trail()
    let_sessions_last(signing.home, 0.0001, signing.provider, signing.pages)
    before = len(trail.entries())
    try:
        page.wait_for_timeout(1000)
        taken.click()
        page.wait_for_timeout(1500)
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_text("sign in again")).to_be_visible()
        since = [entry.event for entry in trail.entries()[::-1][before:]]
        assert since == ["sign-in refused"], "a query or a download went through"
    finally:
        let_sessions_last(signing.home, 8, signing.provider, signing.pages)


@pytest.mark.long
def test_files_are_for_those_who_are_let_in(context: BrowserContext, signing: Signing) -> None:
    """What lies at an address of its own, or is left at one, asks for the sign-in too."""

    def fetched() -> int:
        return context.request.get(f"{signing.pages}/media/a.csv").status

    def left() -> int:
        return context.request.put(f"{signing.pages}/_stcore/upload_file/anybody/a").status

    assert (fetched(), left()) == (403, 403)
    sign_in(context, signing, "stranger")
    assert (fetched(), left()) == (403, 403)
    context.clear_cookies()
    sign_in(context, signing, "researcher")
    assert fetched() == 404, "there is no such file, but it may be asked for"


def test_a_forged_session_is_none(context: BrowserContext, signing: Signing) -> None:
    page = sign_in(context, signing, "researcher")
    for cookie in context.cookies():
        if "user" in str(cookie.get("name")):
            value = str(cookie["value"])
            forged = value[:12] + ("A" if value[12] != "A" else "B") + value[13:]
            context.add_cookies([{**cookie, "value": forged}])  # type: ignore[list-item]
    open_page(page, f"{signing.pages}/participation")
    assert heading(page) == CLOSED


def test_pages_for_others_do_not_open_without_sign_in(demo_home: Home) -> None:
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.address", "0.0.0.0"]
    ended = subprocess.run(
        [*command, "--server.port", str(free_port())],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PEER_LEARNING_HOME": str(demo_home.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert "nobody would be asked who they are" in ended.stderr
    assert "Traceback" not in ended.stderr
