// SPDX-License-Identifier: MIT
// Policy for people: profiles, rules, and their files.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_profiles(const Shown& document, const Style& style);

/// Each profile in full.
std::string render_profile_details(const Shown& document, const Style& style);

/// Rules in the order of application, then profiles.
std::string render_config(const Shown& document, const Style& style);

/// `policy is valid: 3 rules, 5 profiles`
std::string render_valid(const Shown& document, const Style& style);

/// Each file after `# /path`. In a pipe the bytes are unchanged.
std::string render_files(const Shown& document, const Style& style);

}  // namespace rmcp::client
