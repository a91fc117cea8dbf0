# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages in and out. What leaves the building is written with the change that sends it, and delivered by a job."""
