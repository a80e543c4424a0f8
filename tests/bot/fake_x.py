"""A server with the shape of the X API v2's documented answers: search, look-up, retweet, undo, me; every call must be signed."""

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ME = "42"


class FakeX:
    """What the platform holds, and what was asked of it."""

    def __init__(self):
        self.tweets = {}
        self.protected = set()
        self.retweeted = []
        self.calls = Counter()
        self.refuse = {}  # what to answer to a call instead: (status, headers, body)
        self.headers = {}  # to add to the answers of a call
        self.hang = threading.Event()  # while it is set, a retweet is made and never answered
        self.page = 100

    def add(self, number, text, author="7", **more):
        number = str(number)
        self.tweets[number] = {"id": number, "text": text, "author_id": author, "edit_history_tweet_ids": [number], **more}

    def users(self, tweets):
        authors = sorted({tweet["author_id"] for tweet in tweets})
        return {"users": [{"id": one, "username": f"user{one}", "protected": one in self.protected} for one in authors]}

    def search(self, query):
        since = int(query.get("since_id", ["0"])[0])
        start = int(query.get("next_token", ["0"])[0])
        found = sorted((one for one in self.tweets.values() if int(one["id"]) > since), key=lambda one: -int(one["id"]))
        some = found[start : start + self.page]
        meta = {"result_count": len(some)}
        if start + self.page < len(found):
            meta["next_token"] = str(start + self.page)
        return 200, ({"data": some, "includes": self.users(some)} if some else {}) | {"meta": meta}

    def look_up(self, number):
        tweet = self.tweets.get(number)
        if tweet is None:
            return 200, {"errors": [{"title": "Not Found Error", "detail": f"Could not find tweet with id: [{number}]."}]}
        return 200, {"data": tweet, "includes": self.users([tweet])}

    def retweet(self, number):
        if number in self.retweeted:
            return 403, {"title": "Forbidden", "detail": "You have already retweeted this Tweet.", "status": 403}
        self.retweeted.append(number)
        return 200, {"data": {"retweeted": True}}


@contextmanager
def serving():
    """Serve one, at `.url`."""
    fake = FakeX()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            split = urlsplit(self.path)
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            signed = self.headers.get("Authorization", "")
            parts = split.path.strip("/").split("/")
            name = {"search": "search", "me": "me"}.get(parts[2]) or (
                "lookup" if parts[1] == "tweets" else "retweet" if self.command == "POST" else "undo"
            )
            fake.calls[name] += 1
            if not (signed.startswith("OAuth ") and "oauth_signature=" in signed and 'oauth_signature_method="HMAC-SHA1"' in signed):
                status, told = 401, {"title": "Unauthorized"}
            elif name in fake.refuse:
                status, told = fake.refuse[name]
            elif name == "search":
                status, told = fake.search(parse_qs(split.query))
            elif name == "me":
                status, told = 200, {"data": {"id": ME, "username": "i4emploi", "name": "i4"}}
            elif name == "lookup":
                status, told = fake.look_up(parts[2])
            elif name == "retweet":
                assert parts[2] == ME
                status, told = fake.retweet(body["tweet_id"])
                while fake.hang.is_set():
                    time.sleep(0.02)
            else:
                fake.retweeted = [one for one in fake.retweeted if one != parts[4]]
                status, told = 200, {"data": {"retweeted": False}}
            content = json.dumps(told).encode()
            try:
                self.send_response(status)
                for key, value in fake.headers.get(name, {}).items():
                    self.send_header(key, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True  # whoever asked was killed

        do_GET = do_POST = do_DELETE = answer  # noqa: N815

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        fake.hang.clear()
        server.shutdown()
        thread.join()
        server.server_close()
