// SPDX-License-Identifier: MIT
// Where a build installs to: a folder of its own that nobody had before.
#pragma once
#include "client/recipe/recipe.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::recipe {

/// A pattern with the number of the build left open: the recipe's, or
/// `DEFAULT/NAME-VERSION-@number@`.
std::string prefix_pattern(const Recipe& recipe, const std::string& usual_folder);

/// The first path of the pattern that is not there. The error is for people.
tl::expected<std::string, std::string> free_prefix(const std::string& pattern);

/// Makes it, with a note in it that it is not complete and whose it is. The error when it is there
/// already with something in it, or cannot be made.
std::string make_prefix(const std::string& prefix, const std::string& work);

/// True when the note says that it is a build of this work folder and not complete.
bool is_unfinished(const std::string& prefix, const std::string& work);

/// Takes the note away. Empty, or why it failed.
std::string finish_prefix(const std::string& prefix);

}  // namespace rmcp::recipe
