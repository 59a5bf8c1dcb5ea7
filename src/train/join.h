/** recoupe-train join: the weights of the clues by which claims are joined to events. */
#ifndef RECOUPE_TRAIN_JOIN_H
#define RECOUPE_TRAIN_JOIN_H

int rc_train_join(int argc, char **argv);

#endif
