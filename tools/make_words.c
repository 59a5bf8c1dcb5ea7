/* Compiles the word lists and the names of sides for a language: make_words DATA_DIR LANGUAGE OUT_DIR writes
 * OUT_DIR/LANGUAGE.words and OUT_DIR/LANGUAGE.parties. */
#include <stdio.h>

#include "recoupe/resolve/party.h"

typedef struct job {
    const char *data_dir, *language, *out_dir;
    rc_arena arena;
} job;

static rc_status compile(void *context, rc_error *err)
{
    job *j = context;
    const char *path = rc_arena_printf(&j->arena, "%s/%s.words", j->out_dir, j->language).ptr;
    rc_status status = rc_lexicon_compile(j->data_dir, j->language, path, &j->arena, err);
    path = rc_arena_printf(&j->arena, "%s/%s.parties", j->out_dir, j->language).ptr;
    return status == RC_OK ? rc_actors_compile(j->data_dir, j->language, path, &j->arena, err) : status;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: make_words DATA_DIR LANGUAGE OUT_DIR\n", stderr);
        return 2;
    }
    job j = {.data_dir = argv[1], .language = argv[2], .out_dir = argv[3]};
    rc_error err = {0};
    rc_arena_init(&j.arena, (size_t)4 << 20, 0);
    rc_status status = rc_arena_run(&j.arena, compile, &j, "compiling word lists", &err);
    if (status != RC_OK) fprintf(stderr, "make_words: %s\n", err.message);
    rc_arena_release(&j.arena);
    return status == RC_OK ? 0 : 1;
}
