/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-timeline-item.h"

G_BEGIN_DECLS

/**
 * AppMessageKind:
 * @APP_MESSAGE_LOADING: not read from the cache yet
 * @APP_MESSAGE_TEXT: text
 * @APP_MESSAGE_PICTURE: a picture that was sent as one, with or without a caption
 * @APP_MESSAGE_FILE: any other file, with or without a caption
 * @APP_MESSAGE_CARD: a place or a person
 * @APP_MESSAGE_NOTICE: what a line says honestly
 * @APP_MESSAGE_CHANGE: no message: what happened to the chat, in a row of its own type
 * @APP_MESSAGE_N_KINDS: how many there are
 *
 * How a message is shown, which is also the type of its row.
 */
typedef enum
{
  APP_MESSAGE_LOADING,
  APP_MESSAGE_TEXT,
  APP_MESSAGE_PICTURE,
  APP_MESSAGE_FILE,
  APP_MESSAGE_CARD,
  APP_MESSAGE_NOTICE,
  APP_MESSAGE_CHANGE,
  APP_MESSAGE_N_KINDS,
} AppMessageKind;

AppMessageKind app_message_kind_of_item (AppTimelineItem *item);
AppMessageKind app_message_kind_of_content (LandlineContent *content);

G_END_DECLS
