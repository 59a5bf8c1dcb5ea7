/** What sides are called in a sentence: their names in a language, and the articles that go with names there.
 *
 * Names come from the columns of a language in data/actors.tsv (`fr`) and data/countries.tsv (`names_fr`), the user's
 * own rows first; articles from lang/<code>/articles.tsv, which a language may do without. */
#ifndef RECOUPE_RESOLVE_NAMING_H
#define RECOUPE_RESOLVE_NAMING_H

#include "recoupe/base/arena.h"
#include "recoupe/base/json.h"

/** Read-only, shared by threads. Everywhere below NULL knows no names and no articles. */
typedef struct rc_naming rc_naming;

/** RC_EFORMAT names file:line. `data_dir` is borrowed for the call. */
rc_status rc_naming_load(rc_naming **out, const char *data_dir, rc_arena *arena, rc_error *err);

/** What a language calls a party ("Sudan" is "Soudan" in fr); the party itself where no name is known. */
rc_str rc_naming_party(const rc_naming *naming, rc_str lang, rc_str party);

/** The name with its article ("the Taliban", "les talibans"), as it stands where it takes none. */
rc_str rc_naming_with_article(const rc_naming *naming, rc_str lang, rc_str name, rc_arena *arena);

/** Whether rc_naming_with_article adds one. */
bool rc_naming_has_article(const rc_naming *naming, rc_str lang, rc_str name, rc_arena *arena);

/** Whether the name is a description that begins with an article or the like ("The spokesman", "Leur chef"): then it is
 * written as inside a sentence ("the spokesman"), and `rest` is what stands behind that word. */
bool rc_naming_open(const rc_naming *naming, rc_str lang, rc_str *name, rc_str *rest, rc_arena *arena);

/** The words with what the language joins ("de le" is "du") and elides ("de Anaba" is "d’Anaba"). */
rc_str rc_naming_join(const rc_naming *naming, rc_str lang, rc_str words, rc_arena *arena);

/** What a language calls the country of an ISO 3166-1 alpha-2 code; the code itself where no name is known. */
rc_str rc_naming_country(const rc_naming *naming, rc_str lang, const char *code);

/** One JSON object: each party that a language calls otherwise than its records, with that name. */
void rc_naming_json(const rc_naming *naming, rc_str lang, rc_json *json);

#endif
