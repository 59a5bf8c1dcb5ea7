/** Heads that make a tree out of a matrix of scores. */
#ifndef RECOUPE_SRC_LANGUAGE_TREE_H
#define RECOUPE_SRC_LANGUAGE_TREE_H

#include "recoupe/base/arena.h"

/** The best head of each of `n` words (1 or more) such that they make one tree with one root: the best of each where
 * that is a tree, else the maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967) with the root fixed first.
 * scores[i * stride + 0] is the root as head of word i, [j + 1] the word j. heads[i]: 0 or 1 + j. */
void rc_tree_decode(float *scores, size_t stride, size_t n, uint32_t *heads, rc_arena *arena);

#endif
