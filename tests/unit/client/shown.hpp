// SPDX-License-Identifier: MIT
// Documents as renderers take them.
#pragma once
#include "client/document/json.hpp"
#include "client/render/shown.hpp"

namespace rmcp::client {

inline Shown shown(const Json& document) { return {document, Style{}}; }

}  // namespace rmcp::client
