"""What goes out by HTTP goes where an operator allowed, to an address that was checked, and comes to an end."""

import ipaddress
import re
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.delivery.claiming import LEASE
from forms_engine.delivery.connectors import outbound, timed_network
from forms_engine.delivery.connectors.public_addresses import is_public

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def is_whole(request):
    """Whether it has come to its end: who closes while there is more to read breaks off, whatever has been answered."""
    head, ended, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(ended) and len(body) >= int(length[1] if length else 0)


@contextmanager
def listening(answer, tls=None):
    """A real server on loopback that has ``answer(connection, request)`` speak for it; gives its port and what came."""
    server = socket.create_server(("127.0.0.1", 0))
    came, over = [], threading.Event()

    def serve():
        while not over.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.settimeout(60)
                    spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
                    request = b""
                    while not is_whole(request) and (more := spoken.recv(65536)):
                        request += more
                    came.append(request)
                    answer(spoken, over)
                    spoken.close()
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], came
    finally:
        over.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def say(*words):
    def answer(connection, over):
        for word in words:
            connection.sendall(word)

    return answer


def certificate_for(name, folder):
    """A server's TLS and a client's trust in it, for one name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "both.pem"
    pem.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=pem)


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.WEBHOOK_HOSTS = ["allowed.example", "office.example:8443", "127.0.0.1", "10.1.2.3"]


def names_lead_to(*addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    return patch("socket.getaddrinfo", return_value=found)


@pytest.mark.parametrize(
    "url",
    [
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https://elsewhere.example/",
        "https://allowed.example./",
        "https://allowed.example.elsewhere.example/",
        "https://allowed.example@10.0.0.1/",
        "https://elsewhere.example@allowed.example/",
        "https://allowed.example\\@elsewhere.example/",
        "https://allowed.example:22/",
        "https://allowed.example:8443/",
        "https://office.example/",
        "https://allowed.example:port/",
        "https://2130706433/",
        "https://127.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://allowed.example/a\r\nHost: elsewhere.example",
        "https://allowed.example/ a",
        "https://allowed.exámple/",
        "https://allowed.example/#here",
        "ftp://allowed.example/",
        "http://allowed.example/",
        "http://10.1.2.3/",
        "https:///",
        "//allowed.example/",
        "",
    ],
)
def test_addresses_that_no_operator_allowed_are_never_looked_up_nor_connected_to(url):
    with (
        patch("socket.getaddrinfo", side_effect=AssertionError("looked up")),
        patch("socket.create_connection", side_effect=AssertionError("connected")),
        pytest.raises(outbound.AddressRefused),
    ):
        outbound.call("GET", url)


INSIDE = (  # noqa: SIM905 - a list that can be read
    """127.0.0.1 10.1.2.3 172.16.9.9 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 240.0.0.1
192.0.2.1 198.18.0.1 192.88.99.1 :: ::1 ::10.0.0.1 ::ffff:10.0.0.1 ::ffff:93.184.216.34 64:ff9b::a00:1 64:ff9b:1::1 fd00::1
fe80::1 fe80::1%eth0 fec0::1 ff02::1 2002:a00:1:: 2001:0:a00:1::1 2001:db8::1 100::1 nonsense"""
).split()


@pytest.mark.parametrize("address", INSIDE)
def test_an_allowed_name_that_leads_inwards_is_refused_even_among_others(address):
    with (
        names_lead_to("93.184.216.34", address),
        patch("socket.create_connection", side_effect=AssertionError("connected")),
        pytest.raises(outbound.AddressRefused, match="not public"),
    ):
        outbound.call("GET", "https://allowed.example/hook")


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a00:1450::1"])
def test_what_anybody_can_reach_is_public(address):
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="169.254.0.0/16"))
def test_no_wrapping_makes_an_inside_address_public(inside):
    number = int(inside)
    for network, shift in (("::", 0), ("::ffff:0:0", 0), ("64:ff9b::", 0), ("2002::", 80), ("2001::", 0)):
        wrapped = ipaddress.IPv6Address(int(ipaddress.IPv6Address(network)) | number << shift)
        assert not is_public(str(wrapped)), wrapped


def test_a_name_is_looked_up_once_and_the_connection_goes_to_that_very_address():
    """Rebinding: the second answer would lead inwards. Nobody asks a second time."""
    answers = iter(
        [
            [(2, 1, 6, "", ("93.184.216.34", 443))],
            [(2, 1, 6, "", ("127.0.0.1", 443))],
        ]
    )
    gone_to = []

    def connect(address, timeout):
        gone_to.append(address)
        raise ConnectionRefusedError

    with (
        patch("socket.getaddrinfo", side_effect=lambda *_, **__: next(answers)),
        patch("socket.create_connection", connect),
        pytest.raises(outbound.NotReached),
    ):
        outbound.call("GET", "https://allowed.example/hook")
    assert gone_to == [("93.184.216.34", 443)]
    assert len(next(answers)) == 1, "the second answer is still there"


@pytest.fixture
def secure_office(tmp_path, settings):
    """https://office.example with a certificate of its own, on loopback: as if its address were public."""
    server, trust = certificate_for("office.example", tmp_path)
    with (
        listening(say(ANSWER), server) as (port, came),
        patch.object(outbound, "look_up", return_value=["127.0.0.1"]),
    ):
        settings.WEBHOOK_HOSTS = [f"office.example:{port}", f"other.example:{port}"]
        yield port, came, trust


def test_the_certificate_is_checked_against_the_name_though_the_address_is_pinned(secure_office):
    port, came, trust = secure_office
    with patch.object(outbound, "_trust", return_value=trust):
        answer = outbound.call("POST", f"https://office.example:{port}/a?b=c", body=b"hello")
        assert (answer.status, answer.body, answer.whole) == (200, b"{}", True)
        with pytest.raises(outbound.NotReached, match=r"certificate of other\.example"):
            outbound.call("GET", f"https://other.example:{port}/")
    with pytest.raises(outbound.NotReached, match=r"certificate of office\.example"):
        outbound.call("GET", f"https://office.example:{port}/")  # nobody vouches for it
    assert len(came) == 1
    assert came[0].startswith(b"POST /a?b=c HTTP/1.1\r\nHost: office.example:%d\r\n" % port)


def test_neither_proxies_nor_trust_are_taken_from_the_environment(monkeypatch, tmp_path):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with listening(say(ANSWER)) as (port, came):
        assert outbound.call("GET", f"http://127.0.0.1:{port}/").status == 200
    assert b"CONNECT" not in came[0]


def test_a_redirect_is_an_answer_and_is_not_followed():
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with listening(say(moved)) as (port, came):
        assert outbound.call("GET", f"http://127.0.0.1:{port}/").status == 302
    assert len(came) == 1


def drip(beginning, drop):
    """Speaks, and then goes on a byte at a time for far longer than anybody should listen."""

    def answer(connection, over):
        connection.sendall(beginning)
        for _ in range(500):
            if over.wait(0.02):
                return
            connection.sendall(drop)

    return answer


class Clock:
    """A second later at every look: before each read there is one."""

    now = 0.0

    def monotonic(self):
        self.now += 1
        return self.now


def test_headers_that_drip_are_given_up_when_the_whole_time_is_over(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(outbound, "time", clock)
    monkeypatch.setattr(timed_network, "time", clock)
    with (
        listening(drip(b"HTTP/1.1 200 OK\r\n", b"X")) as (port, _),
        pytest.raises(outbound.NotReached, match="in time"),
    ):
        outbound.call("GET", f"http://127.0.0.1:{port}/", within=12)
    # The first look says when it ends; however often something came, the look that finds it over is the last.
    assert clock.now == 1 + 12


def test_a_body_that_drips_leaves_the_status_that_was_said():
    headers = b"HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n"
    with listening(drip(headers, b"x")) as (port, _):
        answer = outbound.call("GET", f"http://127.0.0.1:{port}/", within=0.3)
    assert answer.status == 201 and not answer.whole and 0 < len(answer.body) < 1000


def test_no_more_of_an_answer_is_read_than_was_asked_for():
    with listening(drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 5000)) as (port, _):
        answer = outbound.call("GET", f"http://127.0.0.1:{port}/", most=10_000)
    assert len(answer.body) == 10_000 and not answer.whole


def test_who_hangs_up_stalls_or_is_not_there_was_not_reached():
    with listening(say(b"HTTP/1.1 2")) as (port, _), pytest.raises(outbound.NotReached, match="broke off"):
        outbound.call("GET", f"http://127.0.0.1:{port}/")
    with pytest.raises(outbound.NotReached, match="did not take"):
        outbound.call("GET", f"http://127.0.0.1:{port}/")
    with (
        patch("socket.getaddrinfo", side_effect=socket.gaierror),
        pytest.raises(outbound.NotReached, match="not be found"),
    ):
        outbound.call("GET", "https://allowed.example/")
    stalled = threading.Event()
    with (
        patch("socket.getaddrinfo", side_effect=lambda *_, **__: stalled.wait(5) and []),
        pytest.raises(outbound.NotReached, match="looked up in time"),
    ):
        outbound.call("GET", "https://allowed.example/", within=0.1)
    stalled.set()


def test_a_call_is_over_before_a_lease_is():
    assert timedelta(seconds=outbound.LONGEST) < LEASE
