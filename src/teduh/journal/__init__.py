# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who did what, when, and why: one door for every change, and a record of it that cannot be altered unseen."""
