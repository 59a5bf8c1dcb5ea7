/* The layers that a user lays over the gazetteer: gazetteer import, list, remove. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/cmd.h"
#include "cli/table.h"
#include "recoupe/base/paths.h"
#include "recoupe/resolve/layers.h"

#define COMMAND "gazetteer"
#define BAD_LINES_SAID 20
#define MOST_FILES 4096

typedef struct import_words {
    rc_layer_request request;
    const char *files[MOST_FILES];
    uint64_t bad;
    char name[RC_LAYER_NAME];
} import_words;

static rc_day today(void)
{
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    return rc_day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

static void say_bad_line(void *context, const char *file, uint64_t line, const char *what)
{
    import_words *words = context;
    if (++words->bad <= BAD_LINES_SAID) fprintf(stderr, "recoupe: %s:%" PRIu64 ": %s\n", file, line, what);
    if (words->bad == BAD_LINES_SAID + 1) fputs("recoupe: more lines like these are left out\n", stderr);
}

/* "dir/wof_af.tsv.gz" makes the layer "wof_af". */
static void name_after(char out[RC_LAYER_NAME], const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = 0;
    for (const char *p = slash ? slash + 1 : path; *p && *p != '.' && n + 1 < RC_LAYER_NAME; p++) {
        bool fits = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '-';
        out[n++] = fits ? *p : '_';
    }
    out[n] = 0;
}

static int take_import_words(import_words *words, int argc, char **argv)
{
    bool only_files = false;
    for (int i = 0; i < argc; i++) {
        bool option = !only_files && argv[i][0] == '-';
        if (option && strcmp(argv[i], "--") == 0) {
            only_files = true;
        } else if (option && (strcmp(argv[i], "--as") == 0 || strcmp(argv[i], "--kind") == 0)) {
            bool is_kind = argv[i][2] == 'k';
            if (i + 1 == argc) return rc_usage(COMMAND, "%s needs a value", argv[i]);
            i++;
            if (is_kind && !rc_places_kind_parse(rc_str_of(argv[i]), &words->request.kind))
                return rc_usage(COMMAND, "--kind %s is none of geonames, alternates, wof, cod", argv[i]);
            if (!is_kind) words->request.name = argv[i];
        } else if (option) {
            return rc_usage(COMMAND, "unknown option %s", argv[i]);
        } else if (words->request.n_files == MOST_FILES) {
            return rc_usage(COMMAND, "more than %d files", MOST_FILES);
        } else {
            words->files[words->request.n_files++] = argv[i];
        }
    }
    if (!words->request.n_files) return rc_usage(COMMAND, "import needs a file");
    if (!words->request.name) {
        name_after(words->name, words->files[0]);
        words->request.name = words->name;
    }
    return EXIT_DONE;
}

static int import(const rc_common *common, int argc, char **argv, rc_arena *arena)
{
    char data_dir[4096];
    rc_error err = {0};
    rc_layer_report report;
    import_words words = {.request = {.kind = RC_PLACES_ANY, .day = today()}};
    words.request.files = words.files;
    words.request.context = &words;
    if (!common->quiet) words.request.bad_line = say_bad_line;
    int code = take_import_words(&words, argc, argv);
    if (code != EXIT_DONE) return code;
    words.request.data_dir = data_dir;
    rc_status status = rc_data_dir(data_dir, sizeof data_dir, &err);
    if (status == RC_OK) status = rc_layer_import(&words.request, &report, arena, &err);
    if (status != RC_OK) return rc_report_error(&err);
    if (!common->quiet) {
        fprintf(stderr, "recoupe: layer %s: %" PRIu32 " places, %" PRIu32 " of them known, %" PRIu64 " names",
                words.request.name, report.places, report.known, report.names);
        if (report.left_out) fprintf(stderr, "; %" PRIu64 " lines of what is no place left out", report.left_out);
        if (report.bad) fprintf(stderr, "; %" PRIu64 " bad lines skipped", report.bad);
        fputc('\n', stderr);
    }
    return report.bad ? EXIT_PARTLY : EXIT_DONE;
}

static int list(const rc_common *common, int argc, char **argv, rc_arena *arena)
{
    static const rc_column columns[] = {{"layer", false}, {"kind", false}, {"places", true}, {"names", true},
                                        {"bytes", true},  {"day", false},  {"files", false}};
    rc_options options;
    int code = rc_options_parse(&options, COMMAND, argc, argv);
    if (code != EXIT_DONE) return code;
    if (options.n_words) return rc_usage(COMMAND, "list takes no names");
    rc_error err = {0};
    rc_layer_list layers;
    rc_status status = rc_layers_find(&layers, &err);
    rc_table table;
    rc_table_init(&table, columns, sizeof columns / sizeof *columns, arena);
    for (unsigned i = 0; i < layers.n && status == RC_OK; i++) {
        rc_layer_info info;
        status = rc_layer_about(&info, layers.name[i], arena, &err);
        if (status != RC_OK) break;
        rc_table_add(&table, rc_str_of(layers.name[i]));
        rc_table_add(&table, info.kind);
        rc_table_add_int(&table, info.places);
        rc_table_add_int(&table, info.names);
        rc_table_add_int(&table, info.bytes);
        rc_table_add(&table, info.day);
        rc_table_add(&table, info.files);
    }
    if (status != RC_OK) return rc_report_error(&err);
    rc_table_print(&table, options.format, common->color);
    return EXIT_DONE;
}

static int remove_layer(int argc, char **argv)
{
    rc_error err = {0};
    if (argc != 1) return rc_usage(COMMAND, "remove takes the name of one layer");
    return rc_layer_remove(argv[0], &err) == RC_OK ? EXIT_DONE : rc_report_error(&err);
}

int rc_cmd_gazetteer(const rc_common *common, int argc, char **argv)
{
    if (argc < 1) return rc_usage(COMMAND, "import, list or remove?");
    if (strcmp(argv[0], "remove") == 0) return remove_layer(argc - 1, argv + 1);
    bool is_import = strcmp(argv[0], "import") == 0;
    if (!is_import && strcmp(argv[0], "list") != 0)
        return rc_usage(COMMAND, "'%s' is none of import, list, remove", argv[0]);
    rc_arena arena;
    rc_arena_init(&arena, (size_t)4 << 20, 0);
    int code = is_import ? import(common, argc - 1, argv + 1, &arena) : list(common, argc - 1, argv + 1, &arena);
    rc_arena_release(&arena);
    return code;
}
