// SPDX-License-Identifier: MIT
// The facts that are available without the daemon: `rmcpd --offline` reads the files and sysfs.
#pragma once
#include "client/source/source.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

class OfflineSource : public Source {
 public:
  /// The rmcpd that was installed together with this rmcpctl. `config_dirs` may be empty.
  explicit OfflineSource(std::string config_dirs);
  OfflineSource(std::string program, std::string config_dirs);

  Expected<Json> list() override;
  Expected<Json> known() override;
  Expected<Json> show(const Patterns& patterns) override;
  Expected<Json> status(const Patterns& patterns) override;
  Expected<Json> plan(const Patterns& patterns) override;
  Expected<Json> readings(const std::string& device,
                          const std::vector<std::string>& knobs) override;
  Expected<Json> kernel() override;
  Expected<Json> libraries() override;
  Expected<Json> profiles() override;

  /// Like libraries(), with every byte compared: for one set, or for all if `name` is empty.
  Expected<Json> libraries_full(const std::string& name);
  /// {"ok", "diagnostics":[..]}
  /// `files`: further ones, as if they were installed.
  Expected<Json> config_check(std::vector<std::string> files) {
    files.insert(files.begin(), "config-check");
    return run(std::move(files));
  }
  /// {"policy_state", "rules":[..], "profiles":[..]}
  Expected<Json> config_show() { return run({"config-show"}); }
  /// {"address", "text"}: policy for one device.
  Expected<Json> config_new(const std::string& device) { return run({"new", device}); }
  Expected<Json> config_capture(const std::string& device) { return run({"capture", device}); }
  /// {"files":[{path, text}]}
  Expected<Json> config_cat() { return run({"config-cat"}); }

 private:
  Expected<Json> run(std::vector<std::string> verb);
  /// One run for each pattern; the devices of all runs, each once.
  Expected<Json> run_each(const std::string& verb, const Patterns& patterns);

  std::string program_;
  std::string config_dirs_;
};

}  // namespace rmcp::client
