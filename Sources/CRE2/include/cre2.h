// RE2 (https://github.com/google/re2) for Swift: the few calls that detection rules need, in C.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled regular expression. It never changes, so that any number of threads may match with it.
typedef struct cre2_pattern cre2_pattern;

/// Compiles UTF-8 text in RE2's syntax. NULL when it is malformed or too large; `error` then holds the reason, cut to
/// `error_size` bytes with its terminating zero.
cre2_pattern *cre2_compile(const char *text, size_t length, char *error, size_t error_size);

/// Whether the expression matches somewhere in UTF-8 text, in time linear in the length of the text.
bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length);

/// How many literals there are of which every matching text holds at least one, in lower case. 0: nothing is known.
size_t cre2_literal_count(const cre2_pattern *pattern);

/// One of them. It lives as long as the pattern.
const char *cre2_literal(const cre2_pattern *pattern, size_t index, size_t *length);

void cre2_free(cre2_pattern *pattern);

/// Tells from the literals in a text which of many expressions can match it at all.
typedef struct cre2_filter cre2_filter;

/// NULL without memory.
cre2_filter *cre2_filter_create(void);

/// Adds an expression that compiles. Returns whether it could be added; its number is how many were added before.
bool cre2_filter_add(cre2_filter *filter, const char *text, size_t length);

/// After the last expression: works out the literals. Returns how many there are.
size_t cre2_filter_compile(cre2_filter *filter);

/// One of the literals, in lower case. It lives as long as the filter.
const char *cre2_filter_literal(const cre2_filter *filter, size_t index, size_t *length);

/// Writes the numbers of the expressions that can match a text that holds exactly these literals, at most `capacity`,
/// and returns how many there are.
size_t cre2_filter_possible(
    const cre2_filter *filter, const int *literals, size_t count, int *expressions, size_t capacity);

void cre2_filter_free(cre2_filter *filter);

#ifdef __cplusplus
}
#endif
