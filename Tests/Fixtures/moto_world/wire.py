"""How this world's answers take the place of moto's, its log of calls, and how it calls itself."""

import functools
import threading

import boto3
from botocore.config import Config
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse, EmptyResult

import permissions

account = "123456789012"
# Calls that AWS makes for itself are told apart as CloudTrail does: by who calls.
OWN = "cloudformation.amazonaws.com"
_place = {}
_lock = threading.Lock()


class Refusal(ServiceException):
    """An answer that is an error: its code and words are AWS's."""

    def __init__(self, code, message):
        super().__init__(code, message)


def answers(responses):
    """Lets a function of (region, parameters) answer the action of its name, in the shapes of botocore's model."""

    def install(function):
        def action(self):
            result = function(self.region, dict(self._get_params()))
            return EmptyResult() if result is None else ActionResult(result)

        setattr(responses, function.__name__, action)
        return function

    return install


def begin(port, log, denied, has_role):
    """From now on the world can call itself, writes down who calls it, and denies some of its calls to everyone.

    Beside LOG, `LOG.needed` gets a line a permission that a call from outside asks for; `has_role` is for `permissions`.

    AWS: "Organizations User Guide", section "Service control policies": they hold for what services do in somebody's name too.
    """
    _place["url"] = f"http://127.0.0.1:{port}"
    answer = BaseResponse.call_action

    def call_action(self):
        action = f"{self.service_name}:{self._get_action()}"
        if OWN not in self.headers.get("User-Agent", ""):
            lines = permissions.needed(action, dict(self._get_params()), has_role)
            with _lock, open(log, "a") as file, open(log + ".needed", "a") as further:
                file.write(action + "\n")
                further.writelines(line + "\n" for line in lines)
        if action in denied:
            text = f"User: arn:aws:iam::{account}:user/ci is not authorized to perform: {action} with an explicit deny in a service control policy"
            status, headers, body = self.serialized(ActionResult(Refusal("AccessDeniedException", text)))
            return status, headers, body
        return answer(self)

    BaseResponse.call_action = call_action


@functools.cache
def _client(service, region):
    with _lock:
        return boto3.client(service, region_name=region, endpoint_url=_place["url"], config=Config(user_agent_extra=OWN))


def client(service, region):
    """A service of this world, as AWS's own services use each other."""
    return _client(service, region)
