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
