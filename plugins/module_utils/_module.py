# SPDX-License-Identifier: GPL-3.0-or-later
"""The only file that knows AnsibleModule: arguments, connection, results, failures."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from ansible.module_utils.basic import AnsibleModule

from ._cloud.cloud import Cloud
from ._cloud.credentials import access, hidden
from ._cloud.interrupts import Interrupted, Interrupts
from ._cloud.patience import Patience
from ._cloud.transport import Wire
from ._core.errors import CloudError, Refused, Stuck, TimedOut

CONNECTION = {
    "secret_id": {"type": "str"},
    "secret_key": {"type": "str", "no_log": True},
    "token": {"type": "str", "no_log": True},
    "profile": {"type": "str"},
    "role_arn": {"type": "str"},
    "region": {"type": "str"},
    "endpoint": {"type": "str"},
    "allowed_account_ids": {"type": "list", "elements": "str"},
    "ca_path": {"type": "path"},
    "proxy": {"type": "str", "no_log": True},
    "connect_timeout": {"type": "float", "default": 10},
    "read_timeout": {"type": "float", "default": 60},
    "language": {"type": "str", "default": "en-US", "choices": ["en-US", "zh-CN"]},
}
READ_ONLY_TIMEOUT = 300
RUN_AGAIN = "run again, and the next run takes up what is left"


def finish(module: AnsibleModule, result: dict, notes: list[str]) -> NoReturn:
    """Ends the module with its result; notes become warnings."""
    for note in notes:
        module.warn(note)
    module.exit_json(**result)


def cloud_module(arguments: dict, **rules: object) -> tuple[AnsibleModule, dict]:
    """The module, and its own options without those of the connection."""
    module = AnsibleModule(argument_spec={**CONNECTION, **arguments}, supports_check_mode=True, **rules)
    return module, {option: module.params[option] for option in arguments}


@contextmanager
def connect(module: AnsibleModule) -> Iterator[Cloud]:
    """The cloud for the length of a run; whatever goes wrong in it becomes one message with all that is
    known.
    """
    cloud, interrupts = None, Interrupts()
    interrupts.listen()
    try:
        module.no_log_values.update(hidden(module.params))
        with interrupts.welcomed():
            found = access(module.params)
        module.no_log_values.update(found.secrets())
        patience = Patience(module.params.get("wait_timeout") or READ_ONLY_TIMEOUT, interrupts)
        allowed = module.params["allowed_account_ids"] or ()
        cloud = Cloud(Wire(found), patience, module.check_mode, allowed, interrupts)
        if found.role_arn:
            from ._cloud.roles import assumed  # most runs keep their own keys

            found = assumed(cloud)
            module.no_log_values.update(found.secrets())
            cloud.wire = Wire(found)
        yield cloud
    except CloudError as error:
        fail(module, cloud, message(error, cloud), **details(error))
    except Stuck as stuck:
        fail(module, cloud, advised(str(stuck), stuck.cause, cloud), **details(stuck.cause))
    except TimedOut as late:
        waiting = f": {', '.join(late.ids)}" if late.ids else ""
        fail(module, cloud, f"{late}{waiting}; {RUN_AGAIN}", pending_ids=late.ids)
    except Refused as refusal:
        fail(module, cloud, str(refusal))
    except Interrupted as signal:
        fail(module, cloud, f"interrupted by {signal}; {RUN_AGAIN}")
    except Exception as mistake:
        text = f"{type(mistake).__name__}: {mistake}; this is a mistake of the module, please report it"
        fail(module, cloud, text, exception=traceback.format_exc())
    finally:
        interrupts.ignore()


def fail(module: AnsibleModule, cloud: Cloud | None, text: str, **more: object) -> NoReturn:
    """Ends the module with what went wrong, what was done before, and what the user should know beside it."""
    for note in cloud.notes if cloud else ():
        module.warn(note)
    if cloud and cloud.bought:
        text += f". Machines were bought before that: {len(cloud.bought)}, created_ids names them"
    module.fail_json(msg=text, **more, **so_far(cloud))


def message(error: CloudError, cloud: Cloud | None) -> str:
    return advised(f"{error.action} failed: {error.message}", error, cloud)


def advised(text: str, error: CloudError | None, cloud: Cloud | None) -> str:
    """A message with what to do about it, the code, and the request id."""
    if error is None:
        return text
    from ._core.hints import hint  # most runs end without advice

    endpoint = cloud.wire.access.endpoint if cloud else None
    where = f" at {endpoint[0]}://{endpoint[1]}" if endpoint and not error.request_id else ""
    request = f", request {error.request_id}" if error.request_id else ""
    advice = hint(error.code, error.message, error.action)
    return f"{advice + '. ' if advice else ''}{text} ({error.code}{request}{where})"


def details(error: CloudError | None) -> dict:
    if error is None:
        return {}
    return {
        "code": error.code,
        "request_id": error.request_id,
        "action": error.action,
        "error_class": error.klass,
    }


def halves(cloud: Cloud) -> dict:
    """Who was through with all changes before a refusal, and who was not."""
    if not cloud.unfinished:
        return {}
    touched = dict.fromkeys(id for step in cloud.steps for id in step.machines())
    left = dict.fromkeys(cloud.unfinished)
    return {"changed_ids": [id for id in touched if id not in left], "unfinished_ids": list(left)}


def so_far(cloud: Cloud | None) -> dict:
    """What a run has done before it failed; every id that was paid for is in it."""
    if cloud is None:
        return {}
    from ._core.price import total  # most runs do not fail

    return {
        "changed": bool(cloud.steps) and not cloud.rehearsal,
        "created_ids": cloud.bought,
        **halves(cloud),
        "steps": [step.shape() for step in cloud.steps],
        "attempts": cloud.attempts,
        "quote": total(cloud.parts),
    }
