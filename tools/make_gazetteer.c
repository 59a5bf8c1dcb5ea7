/* Build-time program: compiles share/recoupe/gazetteer.bin from packages, iso-codes and our supplement. Options name
 * the files; --words, --country-mo and --subdivision-mo may be repeated, once a language. */
#include <getopt.h>
#include <stdio.h>

#include "resolve/gazetteer_build.h"

static int usage(const char *program)
{
    fprintf(stderr,
            "usage: %s --cities F --admin1 F --admin2 F --countries F --subdivisions F --supplement F\n"
            "       [--country-mo F]... [--subdivision-mo F]... [--words F]... --out F\n",
            program);
    return 2;
}

/* Append to a list of eight that ends with NULL when it is not full. */
static void append(const char **list, const char *path)
{
    for (size_t i = 0; i < 8; i++) {
        if (list[i]) continue;
        list[i] = path;
        return;
    }
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"cities", required_argument, NULL, 'c'},
        {"admin1", required_argument, NULL, '1'},
        {"admin2", required_argument, NULL, '2'},
        {"countries", required_argument, NULL, 'n'},
        {"subdivisions", required_argument, NULL, 'd'},
        {"country-mo", required_argument, NULL, 'C'},
        {"subdivision-mo", required_argument, NULL, 'D'},
        {"words", required_argument, NULL, 'w'},
        {"supplement", required_argument, NULL, 's'},
        {"out", required_argument, NULL, 'o'},
        {NULL, 0, NULL, 0},
    };
    rc_gazetteer_sources sources = {0};
    const char *out = NULL;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 'c':
            sources.cities = optarg;
            break;
        case '1':
            sources.admin1 = optarg;
            break;
        case '2':
            sources.admin2 = optarg;
            break;
        case 'n':
            sources.countries = optarg;
            break;
        case 'd':
            sources.subdivisions = optarg;
            break;
        case 'C':
            append(sources.country_translations, optarg);
            break;
        case 'D':
            append(sources.subdivision_translations, optarg);
            break;
        case 'w':
            append(sources.words, optarg);
            break;
        case 's':
            sources.supplement = optarg;
            break;
        case 'o':
            out = optarg;
            break;
        default:
            return usage(argv[0]);
        }
    }
    if (!sources.cities || !sources.admin1 || !sources.admin2 || !sources.countries || !sources.subdivisions ||
        !sources.supplement || !out)
        return usage(argv[0]);
    rc_arena arena;
    rc_error err;
    rc_arena_init(&arena, (size_t)4 << 20, 0);
    rc_status status = rc_gazetteer_build(&sources, out, &arena, &err);
    if (status != RC_OK) fprintf(stderr, "make_gazetteer: %s\n", err.message);
    rc_arena_release(&arena);
    return status == RC_OK ? 0 : 1;
}
