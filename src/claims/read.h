/** Reading with a view into the choices that are made; for the trainer of choices and for `recoupe explain`. */
#ifndef CLAIMS_READ_H
#define CLAIMS_READ_H

#include "claims/draft.h"
#include "recoupe/claims/reader.h"

/** As rc_reader_read; each decision goes to `tap` (NULL: to nobody) as it is made. */
rc_status read_tapped(const rc_reader *reader, rc_report *report, rc_claims *claims, const decision_tap *tap,
                      rc_arena *arena, rc_error *err);

/** As rc_reader_new, without learned choices: the rules decide alone. */
rc_status reader_of_rules(rc_reader **out, const char *data_dir, rc_error *err);

#endif
