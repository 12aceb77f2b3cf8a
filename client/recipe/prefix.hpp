// SPDX-License-Identifier: MIT
// The place to install to: a new folder for each build.
#pragma once
#include "client/recipe/recipe.hpp"
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::recipe {

/// A pattern with a placeholder for the number of the build: the recipe's, or
/// `DEFAULT/NAME-VERSION-@number@`.
std::string prefix_pattern(const Recipe& recipe, const std::string& usual_folder);

/// The first path of the pattern that does not exist. The error is for people.
Expected<std::string> free_prefix(const std::string& pattern);

/// Creates it, with a marker that it is not complete and which build it belongs to. False if it
/// exists: another build may have been faster since free_prefix(). With `again` an empty folder is
/// taken, since an earlier run of this build may have been killed between the two; of several
/// builds that find the same one, only one gets it.
Expected<bool> make_prefix(const std::string& prefix, const std::string& work, bool again);

/// For root: the reason why it cannot install there, with the next step.
Failure distrust_prefix(const std::string& prefix);

/// True if the marker says that it is an incomplete build of this work folder.
bool is_unfinished(const std::string& prefix, const std::string& work);

/// Removes the marker.
Failure finish_prefix(const std::string& prefix);

}  // namespace rmcp::recipe
