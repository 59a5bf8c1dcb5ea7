/** Archives of posts that people download: a chat of Telegram Desktop (result.json), the tweets of an X archive
 * (tweets.js). Private to src/intake. */
#ifndef RECOUPE_INTAKE_POSTS_H
#define RECOUPE_INTAKE_POSTS_H

#include "intake/run.h"
#include "intake/source.h"

/** Whether the first bytes of an object are those of a chat: `messages` come before any `text`. */
bool rc_posts_telegram(rc_str head);

/** Whether they are those of a part of an X archive: window.YTD. ... = [ */
bool rc_posts_x(rc_str head);

/** One report a post that has text. RC_ENOMEM, or what the sink returned. */
rc_status rc_posts_read(rc_intake_run *run, rc_source *source);

#endif
