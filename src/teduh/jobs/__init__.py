# SPDX-License-Identifier: AGPL-3.0-or-later
"""Durable background work: Django's task API on a leased table beside the data, so a job is kept with its change."""
