/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* What a fuzz target defines, and libFuzzer or replay.c calls. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
