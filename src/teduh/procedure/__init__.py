# SPDX-License-Identifier: AGPL-3.0-or-later
"""The core: standards, time, events, state. Frozen values and pure functions; no framework, no clock, no I/O."""
