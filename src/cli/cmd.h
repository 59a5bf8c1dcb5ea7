/** The functions behind the commands; the table is in commands.c. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "cli/command.h"

int rc_cmd_extract(const rc_common *common, int argc, char **argv);
int rc_cmd_add(const rc_common *common, int argc, char **argv);
int rc_cmd_events(const rc_common *common, int argc, char **argv);
int rc_cmd_claims(const rc_common *common, int argc, char **argv);
int rc_cmd_reports(const rc_common *common, int argc, char **argv);
int rc_cmd_sources(const rc_common *common, int argc, char **argv);
int rc_cmd_show(const rc_common *common, int argc, char **argv);
int rc_cmd_export(const rc_common *common, int argc, char **argv);
int rc_cmd_join(const rc_common *common, int argc, char **argv);
int rc_cmd_fold(const rc_common *common, int argc, char **argv);
int rc_cmd_unfold(const rc_common *common, int argc, char **argv);
int rc_cmd_split(const rc_common *common, int argc, char **argv);
int rc_cmd_review(const rc_common *common, int argc, char **argv);
int rc_cmd_undo(const rc_common *common, int argc, char **argv);
int rc_cmd_verify(const rc_common *common, int argc, char **argv);
int rc_cmd_serve(const rc_common *common, int argc, char **argv);
int rc_cmd_user(const rc_common *common, int argc, char **argv);
int rc_cmd_analyse(const rc_common *common, int argc, char **argv);
int rc_cmd_said(const rc_common *common, int argc, char **argv);
int rc_cmd_date(const rc_common *common, int argc, char **argv);
int rc_cmd_number(const rc_common *common, int argc, char **argv);
int rc_cmd_actor(const rc_common *common, int argc, char **argv);
int rc_cmd_outlet(const rc_common *common, int argc, char **argv);
int rc_cmd_place(const rc_common *common, int argc, char **argv);
int rc_cmd_gazetteer(const rc_common *common, int argc, char **argv);
int rc_cmd_explain(const rc_common *common, int argc, char **argv);
int rc_cmd_help(const rc_common *common, int argc, char **argv);
int rc_cmd_version(const rc_common *common, int argc, char **argv);

#endif
