#!/usr/bin/env python3
"""Works in the workbench of `recourse serve` as people do, in Debian's Chromium: by keys alone, without JavaScript, in light, dark and at 320
pixels, with hostile text in every field; and holds each page against axe.

usage: .tools/browser/bin/python scripts/check-workbench.py [PROGRAM]
"""
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(ROOT, ".build/debug/recourse")
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "a password for a test"
# A quotation mark with an accent is one character to a reader and still ends an attribute; a tag that is closed early ends a text.
HOSTILE = '"\u0301 onfocus="x()" autofocus <script>window.hit=1</script><img src=x onerror="window.hit=1"> </textarea>\'{{x}}&lt;'
failures = []


def expect(is_so, what):
    if not is_so:
        failures.append(what)
        print(f"FAILED: {what}", file=sys.stderr)


class House:
    """A store with a month's claims, people who sign in, and a server."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": os.path.join(folder, "config")}
        self.run("init")
        self.run("simulate", "month", "--seed", "7", "--claims", "120")
        self.run("ingest", "month/x12", codes=(0, 1))
        os.mkdir(os.path.join(folder, "outbox"), 0o700)
        self.run("destinations", "set", "payer", "--folder", os.path.join(folder, "outbox"), "--reason", "A test")
        secret = os.path.join(folder, "secret")
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            file.write(PASSWORD + "\n")
        for name, role in [("mira", "denialSpecialist"), ("omar", "denialSpecialist"), ("sue", "supervisor"), ("ann", "auditor")]:
            self.run("users", "add", f"user:{name}", "--person", name, "--reason", "A test")
            self.run("users", "grant", f"user:{name}", role, "--reason", "A test")
            self.run("users", "password", f"user:{name}", "--from", secret, "--reason", "A test")
        # A supervisor of next to nothing sees next to nothing.
        self.run("users", "add", "user:tess", "--person", "tess", "--reason", "A test")
        self.run("users", "grant", "user:tess", "supervisor", "--up-to", "1.00", "--reason", "A test")
        self.run("users", "password", "user:tess", "--from", secret, "--reason", "A test")
        for claim in {row["claim"] for row in self.rows("worklist", "--limit", "1000")}:
            self.run("sensitive", claim, "--none", "--reason", "Looked at")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        # Whoever has no second factor signs in by a password alone here.
        with open(os.path.join(folder, "sign-in.toml"), "w", encoding="utf-8") as file:
            file.write('second_factor = "whereEnrolled"\n')
        self.log = open(os.path.join(folder, "serve.log"), "w", encoding="utf-8")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(self.port), "--no-work", "--sign-in", "sign-in.toml"],
            cwd=folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=self.log,
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url + "/v1/readiness", timeout=5)
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The server does not answer.")

    def run(self, *arguments, codes=(0,)):
        done = subprocess.run(
            [PROGRAM, *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300
        )
        if done.returncode not in codes:
            raise SystemExit(f"recourse {' '.join(arguments)}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def rows(self, *arguments):
        return [json.loads(line) for line in self.run(*arguments, "--json").splitlines()]

    def somebody(self):
        """A patient who is known by surname, birth date and member number."""
        for look in self.looks("sue"):
            for patient in look["patients"]:
                row = self.rows("patients", patient)[0]
                if row["familyName"] and row["birthDate"] and row["memberNumber"]:
                    return row
        raise SystemExit("Nobody is known by all three.")

    def looks(self, name):
        return self.rows("audit", "principal", f"user:{name}", "--purpose", "audit")

    def end(self):
        self.process.terminate()
        self.process.wait(30)


class Desk:
    """A browser of somebody, with what it was told of wrongs."""

    def __init__(self, browser, house, name=None, **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.house, self.reports = house, []
        self.page.on("console", lambda message: self.reports.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.reports.append(str(error)))
        self.requests = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        if name:
            self.sign_in(name)

    def go(self, path):
        return self.page.goto(self.house.url + path)

    def sign_in(self, name):
        self.go("/sign-in")
        self.page.fill("#name", f"user:{name}")
        self.page.fill("#password", PASSWORD)
        self.page.click("button.main")
        self.page.wait_for_url("**/queue")

    def fill_everything(self, text):
        for field in self.page.locator("input:visible, textarea:visible").all():
            if field.get_attribute("type") not in ("checkbox", "date", "hidden"):
                field.fill(text)


def check_axe(desk, what):
    found = Axe().run(desk.page)
    expect(found.violations_count == 0, f"{what}: {found.generate_report()[:2000]}")


def pages_of(desk):
    """The addresses of one page of each kind."""
    desk.go("/queue?kind=denial")
    case = desk.page.locator("a.item").first.get_attribute("href")
    desk.go(case)
    claim = desk.page.locator('a[href^="/claims/"]').first.get_attribute("href")
    desk.go("/approvals")
    waiting = desk.page.locator("a.item")
    pages = ["/sign-in", "/queue", "/queue?view=week&sort=due", "/queue?view=closed", case, claim, "/approvals", "/nothing-here"]
    if waiting.count():
        pages.append(waiting.first.get_attribute("href"))
    desk.go("/remittances")
    pages += ["/remittances", desk.page.locator("a.item").first.get_attribute("href"), "/held", "/search", "/desk"]
    desk.go(claim)
    pages.append(desk.page.locator('a[href^="/accounts/"]').first.get_attribute("href"))
    number = desk.page.locator("h1").inner_text().split()[-1]
    found = search(desk, "number", number)
    expect(any(address == claim.split("?")[0] for address in found), f"a search by number leads to its claim: {found}")
    return pages


def search(desk, field, value):
    """What a search leads to."""
    desk.go("/search")
    desk.page.fill(f"#{field}", value)
    desk.page.click("main button.main")
    desk.page.wait_for_load_state()
    return [item.get_attribute("href") for item in desk.page.locator("a.item").all()]


def propose(desk):
    """Composes an appeal of the first denial of which one can be composed; the address of the proposal."""
    desk.go("/queue?kind=denial")
    cases = [item.get_attribute("href") for item in desk.page.locator("a.item").all()]
    for case in cases:
        desk.go(case)
        summary = desk.page.locator("summary", has_text="Compose an appeal")
        if not summary.count():
            continue
        summary.click()
        desk.page.fill("#grounds", "The plan authorized both services.\nThe number is on the claim.")
        desk.page.fill("#why", "It was authorized")
        desk.page.click("text=Compose and propose")
        if "/proposals/" in desk.page.url:
            return desk.page.url
    raise SystemExit("No appeal could be proposed.")


def omar_sees_approve(omar, path):
    omar.go(path)
    return omar.page.locator("#approve").count() > 0


def check_work(browser, house):
    """From a denial to an approved letter by keys; the second who comes is told; nothing is done twice."""
    mira, omar, sue = Desk(browser, house, "mira"), Desk(browser, house, "omar"), Desk(browser, house, "sue")
    path = propose(mira)[len(house.url):].split("?")[0]
    expect("Somebody else must approve it" in mira.page.content(), "the author is told that others approve")
    expect(not mira.page.locator("#approve").count(), "who wrote it is offered no approval")
    # The composed letter names what is missing; the author gives the whole letter.
    mira.page.click("#edit")
    mira.page.fill("#letter", "Both services were authorized on 2 January.\nPlease pay them.")
    mira.page.fill("#why", "The letter is whole now")
    expect(not omar_sees_approve(omar, path), "what lacks something is offered no approval")
    mira.page.check("input[name=whole]")
    mira.page.click("text=Propose the edit")
    expect(mira.page.locator(".done").inner_text().startswith("The edit is a new revision"), "an edit is a new revision")
    # An edit of what somebody else has edited meanwhile is refused, and keeps what was typed.
    second = Desk(browser, house, "mira")
    second.go(path)
    second.page.click("#edit")
    second.page.fill("#letter", "A letter of an earlier page.")
    mira.go(path)
    mira.page.click("#edit")
    mira.page.fill("#letter", "Both services were authorized on 2 January.\nPlease pay both.")
    mira.page.click("text=Propose the edit")
    second.page.click("text=Propose the edit")
    expect(second.page.locator(".fault").count() == 1, "who edits an earlier revision is told")
    expect(second.page.input_value("#letter") == "A letter of an earlier page.", "and what they typed is there")
    # Keys lead to what they say, and a key that is held decides nothing.
    omar.go(path)
    omar.page.keyboard.press("r")
    expect(omar.page.evaluate("document.activeElement.id") == "refusal", "r leads to the refusal")
    omar.page.locator("h1").click()
    omar.page.keyboard.press("b")
    expect(omar.page.evaluate("document.activeElement.id") == "request-back", "b leads to sending back")
    omar.page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', repeat: true, bubbles: true}))")
    omar.page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', repeat: true, bubbles: true}))")
    omar.page.wait_for_timeout(300)
    expect(omar.page.locator("#approve").count() == 1, "a key that is held approves nothing")
    # By keys alone: down the list, in, approve.
    omar.go("/approvals")
    sue.go(path)
    omar.page.keyboard.press("j")
    omar.page.keyboard.press("Enter")
    omar.page.wait_for_url("**" + path)
    omar.page.keyboard.press("a")
    omar.page.wait_for_url("**done=approve*")
    expect(omar.page.locator(".done", has_text="Approved.").count() == 1, "three keys lead from the list to an approval")
    # Who comes second is told how it is now.
    sue.page.click("#approve")
    expect(sue.page.locator(".fault").count() == 1, "who comes second is told")
    expect("approved by user:omar" in sue.page.content(), "and by whom it was decided")
    house_effects = house.rows("effects", "list")
    expect(len(house_effects) == 1, f"one effect follows, not {len(house_effects)}")
    # Keys are off where somebody types, and where they are switched off.
    mira.go("/queue")
    mira.page.keyboard.press("j")
    expect(mira.page.evaluate("document.activeElement.className") == "item", "j goes down the list")
    mira.page.keyboard.press("?")
    mira.page.uncheck("#single-keys")
    mira.page.locator("a.item").nth(2).focus()
    mira.page.keyboard.press("k")
    expect(mira.page.evaluate("document.activeElement === document.querySelectorAll('a.item')[2]"), "keys are off")
    mira.page.check("#single-keys")
    for desk in [mira, omar, sue]:
        wrong = [report for report in desk.reports if "422" not in report]
        expect(wrong == [], f"a browser reports {wrong}")
        expect(all(url.startswith(house.url) for url in desk.requests), "nothing is loaded from elsewhere")
    return path


def check_pages(browser, house):
    """axe on every page, in light, dark and at 320 pixels, where nothing is wider than the screen."""
    forms = [
        ("light", {}), ("dark", {"color_scheme": "dark"}), ("narrow", {"viewport": {"width": 320, "height": 640}}),
        ("contrast", {"forced_colors": "active"}),
    ]
    for what, options in forms:
        desk = Desk(browser, house, "sue", **options)
        for path in pages_of(desk):
            desk.reports.clear()
            answer = desk.go(path)
            check_axe(desk, f"{path} {what}")
            if what == "narrow":
                wide = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                expect(wide <= 0, f"{path} is {wide} pixels wider than 320")
            if what == "light":
                size = len(answer.body())
                expect(size <= 45_000, f"{path} has {size} bytes")
                expect(answer.headers.get("cache-control") == "no-store", f"{path} may be kept")
            wrong = [report for report in desk.reports if "404" not in report]
            expect(wrong == [], f"{path} {what}: {wrong}")
        desk.context.close()


def check_hostile(browser, house, proposal):
    """Every field filled with what would be a script elsewhere; nothing of it is one here, and none is lost when it is refused."""
    sue = Desk(browser, house, "sue")
    for path in pages_of(sue) + [proposal]:
        sue.go(path)
        for index in range(sue.page.locator("main form").count()):
            sue.go(path)
            for details in sue.page.locator("main details").all():
                details.evaluate("element => { element.open = true }")
            form = sue.page.locator("main form").nth(index)
            typed = []
            for field in form.locator("input:not([type=hidden]):not([type=date]), textarea").all():
                field.fill(HOSTILE)
                typed.append(field.get_attribute("name"))
            if not typed:
                continue
            form.locator("button").first.click()
            sue.page.wait_for_load_state()
            expect(sue.page.evaluate("window.hit") is None, f"{path}: a script ran")
            expect(sue.page.locator("main img, main script").count() == 0, f"{path}: an element was made of a text")
            expect(sue.page.locator("[onfocus]").count() == 0, f"{path}: an attribute was made of a text")
            if sue.page.locator(".fault").count():
                check_axe(sue, f"{path} with an error")
                expect(sue.page.title().startswith("Error:"), f"{path}: the title tells of the error")
        if sue.page.url.endswith("/sign-in"):
            sue.sign_in("sue")
    wrong = [report for report in sue.reports if "404" not in report and "422" not in report]
    expect(wrong == [], f"hostile text is reported: {wrong}")


def check_search(browser, house):
    """Each thing is found by what is known of it, a caller by three things at once, and no address tells what was looked for."""
    sue = Desk(browser, house, "sue")
    claim = house.rows("claims")[0]
    expect("/claims/" + claim["claim"] in search(sue, "number", claim["patientControlNumber"]), "a claim is found by its number")
    expect("/claims/" + claim["claim"] in search(sue, "amount", "$" + claim["charge"]), "a claim is found by its charge")
    payment = house.rows("remittances")[0]
    expect("/remittances/" + payment["remittance"] in search(sue, "trace", payment["trace"]), "a payment is found by its trace")
    expect(search(sue, "number", "NOSUCHNUMBER") == [] and sue.page.locator(".empty").count() == 1, "finding nothing is told")
    expect(sue.page.url.endswith("/search"), f"an address tells what was looked for: {sue.page.url}")
    check_axe(sue, "a search that finds nothing")
    account, person = house.rows("accounts")[0]["account"], house.somebody()
    found = search(sue, "surname", person["familyName"])
    expect("/patients/" + person["patient"] in found, "a patient is found by surname")
    sue.go("/patients/" + person["patient"])
    check_axe(sue, "a patient")
    expect(sue.page.locator('a[href^="/accounts/"]').count() > 0, "a patient leads to accounts")

    def call(surname, born, number):
        sue.go("/desk")
        for field, value in [("surname", surname), ("birthDate", born), ("number", number)]:
            sue.page.fill(f"#{field}", value)
        sue.page.click("main button.main")
        sue.page.wait_for_load_state()
        return sue.page.locator("main").inner_text()

    right = (person["familyName"], person["birthDate"], person["memberNumber"])
    expect("To be asked for now" in call(*right), "whoever gives all three is told of")
    check_axe(sue, "a caller who is known")
    wrong = [call("Nobody", *right[1:]), call(right[0], "1901-01-01", right[2]), call(*right[:2], "NOSUCHNUMBER")]
    # Neither a surname nor an id is a number.
    wrong += [call(*right[:2], right[0]), call(*right[:2], person["patient"])]
    expect(all("No patient whom you may see" in text and "To be asked" not in text for text in wrong), "whoever lacks one is not")
    sue.go("/search")
    sue.page.fill("#number", "1")
    sue.page.fill("#surname", "Two")
    sue.page.click("main button.main")
    expect(sue.page.locator(".fault").count() == 1 and sue.page.input_value("#surname") == "Two", "two things at a time are refused")
    tess = Desk(browser, house, "tess")
    expect(search(tess, "number", claim["patientControlNumber"]) == [], "who may see nothing finds nothing")
    expect(tess.go("/accounts/" + account).status == 404, "nor is shown an account")


def check_held(browser, house):
    """What is held is let go for a reason, once, and counts."""
    sue = Desk(browser, house, "sue")
    sue.go("/held")
    before = sue.page.locator("article.card").count()
    if not before:
        raise SystemExit("Nothing is held.")
    card = sue.page.locator("article.card", has=sue.page.locator("summary", has_text="Let it count")).first
    card.locator("summary", has_text="Let it count").click()
    card.locator("button", has_text="Let it count").click()
    sue.page.wait_for_load_state()
    expect(sue.page.locator(".fault").count() == 1, "letting it count needs a reason")
    cards = sue.page.locator("article.card")
    for index in range(cards.count()):
        sue.go("/held")
        card = sue.page.locator("article.card").nth(index)
        card.locator("summary", has_text="Let it count").click()
        card.locator("details", has_text="Let it count").locator("input[name=reason]").fill("The bank says so.")
        card.locator("button", has_text="Let it count").click()
        sue.page.wait_for_load_state()
        if "done=release" in sue.page.url:
            break
    expect("done=release" in sue.page.url, "what is held can be let go")
    expect(sue.page.locator("article.card").count() < before, "and is held no longer")


def check_plain(browser, house):
    """Without JavaScript everything is there by Tab and Enter."""
    mira = Desk(browser, house, "mira", java_script_enabled=False)
    mira.go("/queue?kind=denial")
    mira.page.locator("a.item").first.focus()
    mira.page.keyboard.press("Enter")
    mira.page.wait_for_url("**/cases/**")
    mira.page.fill("#note", "Called the plan.")
    mira.page.locator("#note").focus()
    mira.page.keyboard.press("Tab")
    mira.page.keyboard.press("Enter")
    mira.page.wait_for_url("**done=note")
    expect("Called the plan." in mira.page.content(), "a note is kept without JavaScript")
    path = propose(mira)
    omar = Desk(browser, house, "omar", java_script_enabled=False)
    omar.go(path[len(house.url):])
    expect(omar.page.locator("main").inner_text().count("once nothing is missing") == 1, "what it lacks is told")
    omar.page.fill("#request-back", "The signature is missing.")
    omar.page.locator("#request-back").focus()
    omar.page.keyboard.press("Tab")
    omar.page.keyboard.press("Enter")
    omar.page.wait_for_url("**done=sendBack*")


def check_access(browser, house, proposal):
    """Who has no right sees neither the data nor that they are there; each view of a page is one look on record."""
    tess, absent_id = Desk(browser, house, "tess"), "/proposals/o_00000000000000000000000000"
    there = tess.go(proposal)
    shown = there.text()
    absent = tess.go(absent_id)
    expect((there.status, shown) == (absent.status, absent.text()), "what may not be seen is answered as what is not there")
    expect(absent.status == 404, f"what is not there is {absent.status}")
    ann = Desk(browser, house, "ann")
    expect(ann.go("/queue").status == 200 and house.looks("ann")[-1]["purpose"] == "audit", "an auditor looks for an audit")
    sue = Desk(browser, house, "sue")
    pages = [path for path in pages_of(sue) if path.startswith(("/cases/", "/claims/", "/accounts/", "/queue", "/approvals", "/proposals/", "/remittances", "/held"))]
    for path in pages:
        before = len(house.looks("sue"))
        sue.go(path)
        looks = house.looks("sue")[before:]
        expect(len(looks) == 1, f"{path} is no look on record")
        if not path.startswith(("/queue?", "/approvals", "/remittances", "/held")):
            expect(looks and looks[0]["patients"], f"{path} is a look that names nobody: {looks}")
    # Nobody comes in by a cookie alone from elsewhere, nor without one.
    nobody = Desk(browser, house)
    nobody.go("/queue")
    expect("/sign-in" in nobody.page.url, "who has not signed in is asked to")


def check_forms(browser, house):
    """A form needs the token of its own session and comes from a page of this server; sent twice it is done once."""
    mira, sue = Desk(browser, house, "mira"), Desk(browser, house, "sue")
    mira.go("/queue?kind=denial")
    case = mira.page.locator("a.item").first.get_attribute("href").split("?")[0]
    sue.go(case)
    mira.go(case)
    read = lambda desk, name: desk.page.locator(f"form[action$='/note'] input[name={name}]").get_attribute("value")
    form = {"note": "Sent twice.", "formToken": read(mira, "formToken"), "request": read(mira, "request")}
    home, url = {"Origin": house.url}, house.url + case + "/note"
    send = lambda form, headers: mira.context.request.post(url, form=form, headers=headers, max_redirects=0).status
    expect(send({**form, "formToken": ""}, home) == 403, "a form without a token is refused")
    expect(send({**form, "formToken": read(sue, "formToken")}, home) == 403, "another's token is refused")
    expect(send(form, {"Origin": "https://elsewhere.example"}) == 403, "another site's form is refused")
    expect(send(form, {}) == 403, "a form of no origin is refused")
    expect([send(form, home), send(form, home)] == [303, 303], "a form that is sent twice is answered twice")
    mira.go(case)
    expect(mira.page.locator(".note-text", has_text="Sent twice.").count() == 1, "and done once")
    expect(send({**form, "note": "Otherwise."}, home) == 303, "the same form, filled in otherwise")
    mira.go(case)
    expect(mira.page.locator(".note-text", has_text="Otherwise.").count() == 1, "is another")


def main():
    with tempfile.TemporaryDirectory(prefix="recourse-workbench-") as folder:
        house = House(folder)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                proposal = check_work(browser, house)
                check_forms(browser, house)
                check_plain(browser, house)
                check_pages(browser, house)
                check_search(browser, house)
                check_held(browser, house)
                check_hostile(browser, house, proposal)
                check_access(browser, house, proposal)
                browser.close()
        finally:
            house.end()
        with open(os.path.join(folder, "serve.log"), encoding="utf-8") as log:
            lines = [json.loads(line) for line in log]
        expect(not [line for line in lines if line.get("event") == "fault"], "the server tells of faults")
    if failures:
        raise SystemExit(f"{len(failures)} things are not as they must be.")
    print("The workbench is as it must be: keys, no JavaScript, axe in four forms, hostile text, one look a page.")


if __name__ == "__main__":
    main()
