"""The sandbox put together: networks, control, the page for people, log and faults."""

from __future__ import annotations

import time
from pathlib import Path

from flask import Flask, Response, current_app, g, request

from sandbox import blogs, control, facebook, faults, log, people, university, x
from sandbox.blogs.blueprint import PlainAddresses
from sandbox.network import Network
from sandbox.store import db, get_setting, open_world

# To add one: its package makes a sandbox.network.Network; put it here.
NETWORKS: tuple[Network, ...] = (x.NETWORK, facebook.NETWORK, blogs.NETWORK)


def create_app(folder: Path) -> Flask:
    """The whole sandbox over the world that lies in this folder."""
    open_world(folder, NETWORKS)
    app = Flask(__name__)
    orders = faults.Orders()
    app.extensions["networks"] = {network.key: network for network in NETWORKS}
    app.extensions["orders"] = orders
    for network in NETWORKS:
        for blueprint in network.blueprints:
            app.register_blueprint(blueprint)
    app.register_blueprint(control.bp)
    app.register_blueprint(people.bp)
    app.register_blueprint(university.bp)
    app.before_request(_meet_fault)
    app.after_request(_settle)
    plain = PlainAddresses(app.wsgi_app)
    app.wsgi_app = faults.Wire(plain, orders)  # type: ignore[method-assign]
    return app


def network_of(blueprint: str) -> str:
    """The key of the network a blueprint belongs to, or ""."""
    for network in NETWORKS:
        if any(one.name == blueprint for one in network.blueprints):
            return network.key
    return ""


def _meet_fault() -> Response | None:
    """Ask whether this request is to go wrong before anything is done."""
    g.fault, g.network = None, network_of(request.blueprint or "")
    if not g.network:
        return None
    orders: faults.Orders = current_app.extensions["orders"]
    g.fault = fault = orders.take(g.network, request.endpoint or "")
    with db() as world:
        pause = int(get_setting(world, "slow_ms", 0))
    if fault and fault.fault == "slow":
        pause += fault.ms or 3000
    time.sleep(pause / 1000)
    if fault and fault.fault in faults.BEFORE:
        return _instead(fault)
    return None


def _instead(fault: faults.Fault) -> Response:
    """The answer when nothing is done."""
    # the body has to be read, or closing would look like a reset to the client
    request.get_data()
    if fault.fault in faults.REFUSALS:
        network: Network = current_app.extensions["networks"][g.network]
        return network.refuse(fault.fault, fault.seconds)
    status = 502 if fault.fault == "server_error_html" else 200
    return Response(faults.HTML, status, content_type="text/html")


def _settle(response: Response) -> Response:
    """Write the request into the log, and spoil the answer if that was ordered."""
    fault: faults.Fault | None = g.get("fault")
    if not g.get("network") or (response.mimetype or "").startswith("image/"):
        return response  # a log full of little faces would hide what matters
    if fault:
        request.environ["sandbox.fault"] = fault
        response.direct_passthrough = False
        # an answer that does not say how long it is stays like that
        if not response.is_streamed:
            response.set_data(faults.spoiled(fault, response.get_data(as_text=True)))
    unanswered = fault is not None and fault.fault in ("cut_before", "hold_before")
    log.write(
        network=g.network,
        fault=fault.fault if fault else "",
        status=0 if unanswered else response.status_code,
    )
    return response
