// c-ares (https://c-ares.org) for Swift: one blocking question for TXT records, in C.
#pragma once

#include <stddef.h>

/// Asks for the TXT records of a name and waits for the answer.
///
/// `servers` lists name servers as c-ares writes them ("127.0.0.1:5353,[::1]:53"); NULL takes those of the system.
/// On success `texts` holds all records, each ended by a line feed, those within a record as spaces; the caller frees
/// it with `cares_free`. There may be no record at all: then the length is 0.
/// Returns 0, or a status for `cares_words`.
int cares_lookup_txt(const char *name, const char *servers, int timeout_ms, int tries, char **texts, size_t *length);

/// What a status means, in a few English words; never NULL.
const char *cares_words(int status);

void cares_free(char *texts);
