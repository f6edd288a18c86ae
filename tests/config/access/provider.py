"""A small provider of OpenID Connect on this machine, which can be told to misbehave."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = ("dramatis", "a secret between the two")


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """Knows one person, `claims`, who is always signed in. `groups` and the like may stand in `token_claims` alone.
    `wrong` changes the ID token's claims, `forger` is another key to sign with, `broken` has an address answer 500."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.key, self.other_key = new_key(), new_key()
        self.well_behaved()

    def well_behaved(self):
        self.claims = {"sub": "42", "email": "dana@example.com", "email_verified": True, "name": "Dana Moss"}
        self.token_claims, self.wrong = {}, {}
        self.codes, self.tokens = {}, {}
        self.forger, self.broken, self.said_issuer = None, "", self.address

    def id_token(self, nonce):
        at = int(time.time())
        said = {"iss": self.address, "aud": CLIENT[0], "iat": at, "exp": at + 60, "sub": self.claims.get("sub")}
        said |= self.token_claims | self.wrong | ({"nonce": nonce} if nonce else {})
        return jwt.encode(said, self.forger or self.key, algorithm="RS256", headers={"kid": "one"})


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        self.answer(asked.path, query)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()})

    def answer(self, path, query):
        if self.server.broken and path.endswith(self.server.broken):
            return self.reply({"error": "server_error"}, 500)
        return getattr(self, f"on_{path.rpartition('/')[2].replace('-', '_')}")(query)

    def reply(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def on_openid_configuration(self, query):
        address = self.server.address
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{address}/{path}" for name, path in names.items()}
        self.reply(found | {"issuer": self.server.said_issuer, "jwks_uri": f"{address}/keys"})

    def on_keys(self, query):
        public = json.loads(RSAAlgorithm.to_jwk(self.server.key.public_key()))
        self.reply({"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]})

    def on_authorize(self, query):
        assert (query["client_id"], query["response_type"]) == (CLIENT[0], "code")
        assert (query["code_challenge_method"], set(query["scope"].split())) == (
            "S256",
            {"openid", "profile", "email"},
        )
        code = secrets.token_urlsafe()
        self.server.codes[code] = query
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}")
        self.end_headers()

    def on_token(self, query):
        asked = self.server.codes.pop(query["code"], None)
        digest = base64.urlsafe_b64encode(hashlib.sha256(query["code_verifier"].encode()).digest()).rstrip(b"=")
        good = asked and (digest.decode(), query["redirect_uri"]) == (asked["code_challenge"], asked["redirect_uri"])
        if not good or (query["client_id"], query["client_secret"]) != CLIENT:
            return self.reply({"error": "invalid_grant"}, 400)
        token = secrets.token_urlsafe()
        self.server.tokens[token] = self.server.claims
        id_token = self.server.id_token(asked.get("nonce"))
        return self.reply({"access_token": token, "token_type": "Bearer", "expires_in": 60, "id_token": id_token})

    def on_userinfo(self, query):
        claims = self.server.tokens.get(self.headers["Authorization"].removeprefix("Bearer "))
        self.reply(claims or {"error": "invalid_token"}, 200 if claims else 401)


def started() -> Provider:
    provider = Provider()
    threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return provider
