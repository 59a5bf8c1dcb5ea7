/** Feeds: RSS 2.0, RSS 1.0 (RDF) and Atom. Private to src/intake. */
#ifndef RECOUPE_INTAKE_FEED_H
#define RECOUPE_INTAKE_FEED_H

#include "intake/run.h"
#include "intake/source.h"

/** Whether XML that begins so is a feed. */
bool rc_feed_is(rc_str head);

/** One report an item or entry that has text. RC_ENOMEM, or what the sink returned. */
rc_status rc_feed_read(rc_intake_run *run, rc_source *source);

#endif
