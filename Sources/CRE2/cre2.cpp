#include "cre2.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

struct cre2_pattern {
    std::unique_ptr<RE2> expression;
    std::vector<std::string> literals;
};

struct cre2_filter {
    re2::FilteredRE2 expressions;
    std::vector<std::string> literals;
    // The filter numbers the expressions that it takes, starting at 0.
    int count = 0;

    cre2_filter();
};

namespace {

// Enough for any expression of a page; a repetition that multiplies beyond it is refused.
constexpr int64_t memory_limit = 8 << 20;
// Shorter literals are in almost every text.
constexpr int shortest_literal = 3;

RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory_limit);
    return options;
}

void report(const std::string &reason, char *error, size_t error_size) {
    if (error_size == 0) return;
    size_t length = std::min(reason.size(), error_size - 1);
    std::memcpy(error, reason.data(), length);
    error[length] = '\0';
}

}  // namespace

cre2_filter::cre2_filter() : expressions(shortest_literal) {}

// No C++ exception may cross into Swift: the only ones here are about memory, and count as refusals.

cre2_pattern *cre2_compile(const char *text, size_t length, char *error, size_t error_size) {
    try {
        auto pattern = std::make_unique<cre2_pattern>();
        re2::StringPiece source(text, length);
        pattern->expression = std::make_unique<RE2>(source, options());
        if (!pattern->expression->ok()) {
            report(pattern->expression->error(), error, error_size);
            return nullptr;
        }
        re2::FilteredRE2 filter(shortest_literal);
        int id = 0;
        if (filter.Add(source, options(), &id) == RE2::NoError) filter.Compile(&pattern->literals);
        return pattern.release();
    } catch (...) {
        report("it could not be compiled", error, error_size);
        return nullptr;
    }
}

bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length) {
    try {
        return RE2::PartialMatch(re2::StringPiece(text, length), *pattern->expression);
    } catch (...) {
        return false;
    }
}

size_t cre2_literal_count(const cre2_pattern *pattern) { return pattern->literals.size(); }

const char *cre2_literal(const cre2_pattern *pattern, size_t index, size_t *length) {
    const std::string &literal = pattern->literals.at(index);
    *length = literal.size();
    return literal.data();
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

cre2_filter *cre2_filter_create(void) {
    try {
        return new cre2_filter();
    } catch (...) {
        return nullptr;
    }
}

bool cre2_filter_add(cre2_filter *filter, const char *text, size_t length) {
    try {
        int id = 0;
        if (filter->expressions.Add(re2::StringPiece(text, length), options(), &id) != RE2::NoError) return false;
        filter->count = id + 1;
        return true;
    } catch (...) {
        return false;
    }
}

size_t cre2_filter_compile(cre2_filter *filter) {
    try {
        if (filter->count > 0) filter->expressions.Compile(&filter->literals);
        return filter->literals.size();
    } catch (...) {
        return 0;
    }
}

const char *cre2_filter_literal(const cre2_filter *filter, size_t index, size_t *length) {
    const std::string &literal = filter->literals.at(index);
    *length = literal.size();
    return literal.data();
}

size_t cre2_filter_possible(
    const cre2_filter *filter, const int *literals, size_t count, int *expressions, size_t capacity) {
    try {
        std::vector<int> seen(literals, literals + count);
        std::vector<int> possible;
        filter->expressions.AllPotentials(seen, &possible);
        std::copy_n(possible.begin(), std::min(capacity, possible.size()), expressions);
        return possible.size();
    } catch (...) {
        // Without memory everything counts as possible.
        size_t all = std::min(capacity, static_cast<size_t>(filter->count));
        for (size_t index = 0; index < all; index++) expressions[index] = static_cast<int>(index);
        return all;
    }
}

void cre2_filter_free(cre2_filter *filter) { delete filter; }
