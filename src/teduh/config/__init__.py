# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings, addresses and the commands that concern the whole installation."""
