# SPDX-License-Identifier: AGPL-3.0-or-later
"""The web application as a server calls it: `granian --interface wsgi teduh.config.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teduh.config.settings")

application = get_wsgi_application()

# Commands are checked by Django; a server that is started by itself would first notice at the first sealed field.
from django.db import connections  # noqa: E402 -- the apps stand only now

from teduh.config.checks import refuse_bad_settings  # noqa: E402 -- as above
from teduh.vault.checks import refuse_unfit  # noqa: E402 -- as above

refuse_bad_settings()
refuse_unfit()
connections.close_all()
