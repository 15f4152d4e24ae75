/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every size that a peer controls has its limit here. Sizes are bytes of UTF-8 unless something
 * else is said. */

#define LANDLINE_LIMIT_FRAME 65536 /* a frame of the channel */
#define LANDLINE_LIMIT_CONTENT                                                                     \
  61440 /* a content as it is encoded: leaves room for the envelope in a frame */
#define LANDLINE_LIMIT_TEXT      16384               /* a text or a caption */
#define LANDLINE_LIMIT_MEDIA     (16 * 1024 * 1024)  /* a file sent as `media` */
#define LANDLINE_LIMIT_DOCUMENT  (100 * 1024 * 1024) /* a file sent as `document` */
#define LANDLINE_LIMIT_IN_FLIGHT 128 /* sends of a connection that wait for their answer */
#define LANDLINE_LIMIT_WINDOW                                                                      \
  4096 /* events of a connection that wait for their acknowledgement                               \
        */
#define LANDLINE_DEFAULT_WINDOW      256  /* of a `hello` that does not say */
#define LANDLINE_LIMIT_THUMBNAIL     8192 /* a thumbnail, before base64 */
#define LANDLINE_LIMIT_NAME          128 /* of a user, a conversation, a contact, a place, a server */
#define LANDLINE_LIMIT_ABOUT         512               /* what a user says about themself */
#define LANDLINE_LIMIT_DEVICE_NAME   128               /* of a device */
#define LANDLINE_LIMIT_FILE_NAME     255               /* of a file */
#define LANDLINE_LIMIT_CONTENT_TYPE  127               /* of a file: RFC 6838 */
#define LANDLINE_LIMIT_PHONES        16                /* numbers of a contact */
#define LANDLINE_LIMIT_PHONE         32                /* one of these, as a person writes it */
#define LANDLINE_LIMIT_INVITE        128               /* an invite's code */
#define LANDLINE_LIMIT_TOKEN         128               /* a device's token */
#define LANDLINE_LIMIT_ID            64                /* any identifier */
#define LANDLINE_LIMIT_PIXELS_SIDE   65535             /* the width or height of a picture */
#define LANDLINE_LIMIT_MEMBERS       1024              /* of a group */
#define LANDLINE_LIMIT_DESCRIPTION   1024              /* of a group */
#define LANDLINE_LIMIT_CHANGE_USERS  256               /* users whom one change concerns */
#define LANDLINE_LIMIT_STATUS_TEXT   2800              /* of a status, or its caption */
#define LANDLINE_LIMIT_AUDIENCE      1024              /* users whom an audience names */
#define LANDLINE_LIMIT_MENTIONS      64                /* users that a message names */
#define LANDLINE_LIMIT_EMOJI         64                /* a reaction: a family takes half of it */
#define LANDLINE_LIMIT_REACTIONS     1024              /* to a message: one of each member */
#define LANDLINE_LIMIT_NOTE_KEY      96                /* the key of a note */
#define LANDLINE_LIMIT_NOTE_VALUE    255               /* its value */
#define LANDLINE_LIMIT_ERROR_MESSAGE 1024              /* the sentence of an error */
#define LANDLINE_LIMIT_JSON_DEPTH    16                /* nested objects and arrays */
#define LANDLINE_LIMIT_REST_BODY     65536             /* a JSON body that a client posts */
#define LANDLINE_LIMIT_REST_REPLY    (8 * 1024 * 1024) /* a JSON body that a server answers with */
#define LANDLINE_LIMIT_PAGE          500               /* entries of a page */
#define LANDLINE_DEFAULT_PAGE        100               /* of a request that does not say */
#define LANDLINE_LIMIT_PAGE_BYTES    (2 * 1024 * 1024) /* a page ends early beyond this */
#define LANDLINE_LIMIT_SEARCH        255               /* what is searched for */
#define LANDLINE_LIMIT_INTEGER                                                                     \
  G_GINT64_CONSTANT (9007199254740991) /* 2^53 - 1: what every JSON parser keeps */

/* After how many seconds messages may disappear. */
#define LANDLINE_EXPIRES_DAY     86400
#define LANDLINE_EXPIRES_WEEK    604800
#define LANDLINE_EXPIRES_QUARTER 7776000

#define LANDLINE_PROTOCOL_VERSION 1
#define LANDLINE_SUBPROTOCOL      "landline.1"
#define LANDLINE_DEFAULT_PORT     5263

/**
 * LandlineLimits:
 * @frame: bytes of a frame
 * @text: bytes of a text
 * @media: bytes of a file sent as media
 * @document: bytes of a file sent as a document
 * @in_flight: sends that may wait for their answer
 *
 * The limits that a server announces to its clients.
 */
typedef struct
{
  guint frame;
  guint text;
  guint64 media;
  guint64 document;
  guint in_flight;
} LandlineLimits;

/* The limits of a server that configures nothing. */
extern const LandlineLimits landline_limits_default;

gboolean landline_limits_allow_expires (gint64 seconds);

G_END_DECLS
