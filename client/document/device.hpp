// SPDX-License-Identifier: MIT
// The device of a document, as typed fields: decisions use these, texts for people use the
// document.
#pragma once
#include "client/document/json_fwd.hpp"
#include "lib/records/device_view.hpp"

#include <vector>

namespace rmcp::client {

/// One element of the list of Source::show. Of wanted settings it has names and
/// origins only; their values, advice and outcomes stay in the document.
DeviceView device_of(const Json& document);
std::vector<DeviceView> devices_of(const Json& list);

}  // namespace rmcp::client
