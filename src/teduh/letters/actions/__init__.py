# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done with letters: made, initialled, sent back, signed, numbered, delivered, revoked."""
