# SPDX-License-Identifier: AGPL-3.0-or-later
"""Offices, staff, roles, sign-in. `access` is the one table of who may do what."""
