// SPDX-License-Identifier: MIT
// Policy for people: profiles, rules, and their files.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_profiles(const Json& document, const Style& style);

/// Each profile in full.
std::string render_profile_details(const Json& document, const Style& style);

/// Rules in the order of application, then profiles.
std::string render_config(const Json& document, const Style& style);

/// `policy is valid: 3 rules, 5 profiles`
std::string render_valid(const Json& document, const Style& style);

/// Each file after `# /path`. In a pipe the bytes are unchanged.
std::string render_files(const Json& document, const Style& style);

}  // namespace rmcp::client
