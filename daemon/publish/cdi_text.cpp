// SPDX-License-Identifier: MIT
// Formats the specification, with keys of version 0.5.0 only.
#include "daemon/publish/cdi.hpp"

#include <nlohmann/json.hpp>

namespace rmcp::publish {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const CdiDevice& device) {
  Json edits = Json::object();
  if (!device.environment.empty()) edits["env"] = device.environment;
  for (const auto& [inside, host] : device.nodes) {
    Json node{{"path", inside}};
    if (host != inside) node["hostPath"] = host;
    edits["deviceNodes"].push_back(std::move(node));
  }
  for (const auto& mount : device.mounts)
    edits["mounts"].push_back(Json{{"hostPath", mount.host},
                                   {"containerPath", mount.container},
                                   {"options", {"ro", "nosuid", "nodev", "bind"}}});
  return {{"name", device.name}, {"containerEdits", std::move(edits)}};
}

}  // namespace

std::string to_text(const Cdi& cdi) {
  Json out{{"cdiVersion", kCdiVersion}, {"kind", kCdiKind}, {"devices", Json::array()}};
  for (const auto& device : cdi.devices) out["devices"].push_back(to_json(device));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace rmcp::publish
