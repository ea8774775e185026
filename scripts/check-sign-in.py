#!/usr/bin/env python3
"""Signs in to `recourse serve` by OpenID Connect providers that share no code with it: oidc-provider-mock, and Debian's glewlwyd, which
demands PKCE. Each is tried in the right way and in wrong ones. One that is not installed is a failure, but with RECOURSE_SKIP_MISSING=1,
and glewlwyd where scripts/setup.sh has put down that it cannot be had (.tools/no-glewlwyd); then it is said.

usage: scripts/check-sign-in.py [PROGRAM]
"""
import base64
import hashlib
import http.client
import json
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, ".build/debug/recourse")
MOCK = os.path.join(ROOT, ".tools/identity-provider/bin/oidc-provider-mock")
# Put down by scripts/setup.sh where this provider cannot be installed.
NO_GLEWLWYD = os.path.join(ROOT, ".tools/no-glewlwyd")
GLEWLWYD_TABLES = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
CALLBACK = "/v1/session/callback"
failures = []


def expect(is_so, what):
    if not is_so:
        failures.append(what)
        print(f"FAILED: {what}", file=sys.stderr)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Visitor:
    """Asks one server of this machine, follows nothing, and keeps the cookies that it is given."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, method, path, body=None, form=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        fields = dict(headers)
        if self.cookies:
            fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        data = None
        if body is not None:
            data, fields["Content-Type"] = json.dumps(body), "application/json"
        if form is not None:
            data, fields["Content-Type"] = urllib.parse.urlencode(form), "application/x-www-form-urlencoded"
        connection.request(method, path, data, fields)
        reply = connection.getresponse()
        text = reply.read().decode()
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, value = value.split(";")[0].split("=", 1)
                self.cookies[key] = value
        return reply.status, reply.getheader("Location"), text

    def wait(self, process):
        for _ in range(300):
            if process.poll() is not None:
                break
            try:
                return self.ask("GET", "/")
            except OSError:
                time.sleep(0.1)
        raise SystemExit("A server does not answer.")


def path_of(address):
    parts = urllib.parse.urlsplit(address)
    return urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))


class Mock:
    name = "oidc-provider-mock"
    demands_challenge = False

    def __init__(self, folder, redirect):
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [MOCK, "--port", str(self.port), "--user", "ada-7"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        Visitor(self.port).wait(self.process)

    def subject(self, redirect):
        return "ada-7"

    def authorize(self, address):
        """What somebody does there; the address to which they are sent back."""
        return Visitor(self.port).ask("POST", path_of(address), form={"sub": "ada-7"})[1]


class Glewlwyd:
    name = "glewlwyd"
    demands_challenge = True

    def __init__(self, folder, redirect):
        self.port = free_port()
        url = f"http://127.0.0.1:{self.port}"
        self.issuer = url + "/api/oidc"
        tables = sqlite3.connect(os.path.join(folder, "glewlwyd.db"))
        with open(GLEWLWYD_TABLES, encoding="utf-8") as script:
            tables.executescript(script.read())
        tables.close()
        settings = {
            "bind_address": "127.0.0.1", "external_url": url + "/", "login_url": "login.html", "api_prefix": "api",
            "log_mode": "file", "log_level": "ERROR", "log_file": os.path.join(folder, "glewlwyd.log"),
            "session_key": "S", "admin_scope": "g_admin", "profile_scope": "g_profile", "hash_algorithm": "SHA512",
            "static_files_path": "/usr/share/glewlwyd/webapp",
        }
        for kind, place in [("user", "user"), ("client", "client"), ("user_auth_scheme", "scheme"), ("plugin", "plugin")]:
            settings[f"{kind}_module_path"] = "/usr/lib/glewlwyd/" + place
        with open(os.path.join(folder, "glewlwyd.conf"), "w", encoding="utf-8") as file:
            file.write(f"port={self.port}\n")
            file.writelines(f'{name}="{value}"\n' for name, value in settings.items())
            file.write(f'database = {{ type="sqlite3"; path="{folder}/glewlwyd.db"; }};\n')
        self.process = subprocess.Popen(["glewlwyd", f"--config-file={folder}/glewlwyd.conf"])
        self.user = Visitor(self.port)
        self.user.wait(self.process)
        key = subprocess.run(
            ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
            check=True, capture_output=True,
        ).stdout
        public = subprocess.run(["openssl", "pkey", "-pubout"], input=key, check=True, capture_output=True).stdout
        flags = {
            "auth-type-code-enabled": True, "auth-type-id-token-enabled": True, "auth-type-code-revoke-replayed": True,
            "jwks-show": True, "pkce-allowed": True, "pkce-required": True, "refresh-token-rolling": True,
            **dict.fromkeys(
                ["auth-type-token-enabled", "auth-type-password-enabled", "auth-type-client-enabled",
                 "auth-type-refresh-enabled", "allow-non-oidc", "pkce-method-plain-allowed",
                 "introspection-revocation-allowed", "request-parameter-allow"], False
            ),
        }
        self.manage("POST", "/api/auth/", {"username": "admin", "password": "password"})
        self.manage("POST", "/api/mod/plugin/", {
            "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "order_rank": 0,
            "parameters": {
                "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256", "key": key.decode(),
                "cert": public.decode(), "access-token-duration": 3600, "refresh-token-duration": 3600,
                "code-duration": 600, "subject-type": "public", "scope": [], "additional-parameters": [], "claims": [],
                **flags,
            },
        })
        self.manage("POST", "/api/client/", {
            "client_id": "recourse", "name": "recourse", "confidential": True, "enabled": True,
            "password": "secret-of-check", "client_secret": "secret-of-check", "redirect_uri": [redirect],
            "authorization_type": ["code"], "scope": [], "token_endpoint_auth_method": ["client_secret_basic"],
        })
        self.manage("PUT", "/api/user/admin", {
            "username": "admin", "name": "admin", "enabled": True, "scope": ["g_admin", "g_profile", "openid"],
        })
        self.manage("PUT", "/api/auth/grant/recourse", {"scope": "openid"})

    def manage(self, method, path, body):
        status, _, text = self.user.ask(method, path, body)
        if status != 200:
            raise SystemExit(f"glewlwyd answers {status} to {method} {path}: {text}")

    def subject(self, redirect):
        """What it knows its user by, which it makes up: its own token says it."""
        verifier = secrets.token_urlsafe(32)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = urllib.parse.urlencode({
            "response_type": "code", "client_id": "recourse", "redirect_uri": redirect, "scope": "openid", "state": "s",
            "nonce": "n", "code_challenge": challenge, "code_challenge_method": "S256",
        })
        back = self.authorize(f"{self.issuer}/auth?{query}")
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier}
        known = base64.b64encode(b"recourse:secret-of-check").decode()
        _, _, text = Visitor(self.port).ask(
            "POST", "/api/oidc/token", form=form, headers={"Authorization": f"Basic {known}"}
        )
        claims = json.loads(text)["id_token"].split(".")[1]
        return json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"]

    def authorize(self, address):
        return self.user.ask("GET", path_of(address) + "&g_continue")[1]


def run(*arguments):
    result = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise SystemExit(f"recourse {arguments[0]}: {result.stderr}")
    return result.stdout


def check(kind, folder):
    port = free_port()
    redirect = f"http://127.0.0.1:{port}{CALLBACK}"
    provider = kind(folder, redirect)
    server = None
    try:
        store = ["--data", os.path.join(folder, "store"), "--key-file", os.path.join(folder, "master.key")]
        run("init", *store)
        run("users", "add", "user:ada", "--person", "ada", "--reason", "check", *store)
        run("users", "grant", "user:ada", "denialSpecialist", "--reason", "check", *store)
        subject = provider.subject(redirect)
        run("users", "link-identity", "user:ada", "--issuer", provider.issuer, "--subject", subject, "--reason", "check",
            *store)
        secret = os.path.join(folder, "secret")
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            file.write("secret-of-check\n")
        sign_in = os.path.join(folder, "sign-in.toml")
        with open(sign_in, "w", encoding="utf-8") as file:
            file.write(f'issuer = "{provider.issuer}"\nclient_id = "recourse"\nclient_secret_file = "{secret}"\n'
                       f'redirect = "{redirect}"\n')
        log = open(os.path.join(folder, "serve.log"), "w", encoding="utf-8")
        server = subprocess.Popen([PROGRAM, "serve", "--port", str(port), "--sign-in", sign_in, *store], stderr=log)
        Visitor(port).wait(server)

        def set_out(change=lambda address: address):
            browser = Visitor(port)
            status, address, text = browser.ask("GET", "/v1/session/begin?page=/queue")
            expect(status == 303, f"{kind.name}: begin is answered {status} {text}")
            return browser, path_of(provider.authorize(change(address)))

        browser, back = set_out()
        trip = dict(browser.cookies)
        status, page, text = browser.ask("GET", back)
        expect(status == 303 and page == "/queue", f"{kind.name}: the way back is answered {status} {text}")
        status, _, text = browser.ask("GET", "/v1/session")
        expect(status == 200 and json.loads(text)["account"] == "user:ada", f"{kind.name}: {status} {text}")
        again = Visitor(port)
        again.cookies = trip
        expect(again.ask("GET", back)[0] == 401, f"{kind.name}: a code was taken twice")
        _, stolen = set_out()
        expect(Visitor(port).ask("GET", stolen)[0] == 401, f"{kind.name}: a code was taken of another browser")
        if kind.demands_challenge:
            other = base64.urlsafe_b64encode(hashlib.sha256(b"another").digest()).rstrip(b"=").decode()

            def forge(address):
                parts = urllib.parse.urlsplit(address)
                query = dict(urllib.parse.parse_qsl(parts.query))
                query["code_challenge"] = other
                return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(query)))

            browser, back = set_out(forge)
            expect(browser.ask("GET", back)[0] == 401, f"{kind.name}: a code was taken that another verifier asked for")
        server.terminate()
        expect(server.wait(30) == 0, f"{kind.name}: the server ended with {server.returncode}")
        log.close()
        with open(log.name, encoding="utf-8") as file:
            said = file.read()
        for word in ["code=", "state=", "secret-of-check", subject]:
            expect(word not in said, f"{kind.name}: the log has {word}")
        print(f"{kind.name}: signed in, and not in the wrong ways")
    finally:
        for process in [server, provider.process]:
            if process and process.poll() is None:
                process.terminate()
                process.wait(30)


def main():
    may_skip = os.environ.get("RECOURSE_SKIP_MISSING") == "1"
    for kind, is_there, may_lack in [
        (Mock, os.access(MOCK, os.X_OK), may_skip),
        (
            Glewlwyd,
            shutil.which("glewlwyd") and os.path.exists(GLEWLWYD_TABLES),
            may_skip or os.path.exists(NO_GLEWLWYD),
        ),
    ]:
        if not is_there:
            if may_lack:
                print(f"skipped: {kind.name} is not installed")
            else:
                expect(False, f"{kind.name} is not installed: 'make setup-tests' does that")
            continue
        folder = tempfile.mkdtemp()
        try:
            check(kind, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failures else 0


sys.exit(main())
