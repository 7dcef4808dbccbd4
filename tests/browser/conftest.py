"""The browser that looks at the app: Debian's Chromium, in Norwegian, patient on a busy machine."""

import pytest
from playwright.sync_api import expect
from support.browser import PATIENCE, launch_options

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nb-NO", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def context(context):
    context.set_default_timeout(PATIENCE)
    return context
