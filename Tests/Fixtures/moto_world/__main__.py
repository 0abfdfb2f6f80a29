"""moto's AWS on the loopback interface with the gaps filled that a project meets on its way from nothing to a running service.

    moto_world REGION LOG [new] [DENIED...]

moto 5.2.1 skips types of CloudFormation that it does not know, forgets the outputs of stacks made by change sets, and moves no task of
a service. Every module here says which gap it fills and after which page of AWS. What moto does well is left to it: stacks make their
resources by calling moto's own API.

Prints its port, serves until standard input closes. REGION is where the account's first network is; LOG gets one
line a call from outside, as `ecs:CreateService`, and LOG.needed one a permission that it takes. With `new` AWS's own services
have no roles in it yet. DENIED are calls that nobody may make, written alike. A file LOG.held names services
whose new deployments are to start no tasks.
"""

import contextlib
import os
import pathlib
import sys

os.closerange(3, 4096)
# Before moto is read, which looks once.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
os.environ.update(AWS_ACCESS_KEY_ID="world", AWS_SECRET_ACCESS_KEY="world")

from moto.moto_server.threaded_moto_server import ThreadedMotoServer

# Each takes the place of answers of moto's.
import clusters  # noqa: F401
import default_vpc
import linked_roles
import service_actions  # noqa: F401
import stack_actions  # noqa: F401
import wire

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
with contextlib.redirect_stdout(sys.stderr):
    server.start()
port = server.get_host_and_port()[1]
wire.begin(port, sys.argv[2], set(sys.argv[3:]) - {"new"}, linked_roles.has)
if "new" not in sys.argv[3:]:
    linked_roles.make_all()
default_vpc.open_up(sys.argv[1])
service_actions.hold(pathlib.Path(sys.argv[2] + ".held"))
service_actions.live()
print(port, flush=True)
sys.stdin.read()
os._exit(0)
