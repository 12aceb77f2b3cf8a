// SPDX-License-Identifier: MIT
// What a verb works with: the options, how output may look, and a source that is opened when asked
// for.
#pragma once
#include "client/command/options.hpp"
#include "client/command/output.hpp"
#include "client/render/style.hpp"
#include "client/source/bus_source.hpp"
#include "client/source/offline_source.hpp"

#include <optional>
#include <string>

namespace rmcp::client {

class Context {
 public:
  explicit Context(Options options);

  const Options& options() const { return options_; }
  const Style& style() const { return style_; }

  /// The daemon, or rmcpd --offline when that was asked for.
  Expected<Source*> source();
  /// Its first call may have D-Bus start it.
  Expected<BusSource*> daemon();
  /// Only one that runs.
  Expected<BusSource*> daemon_at_hand();
  OfflineSource& offline();

  /// {"devices":[..]} for a verb that answers by itself and looks at devices in passing: none of
  /// its calls starts a daemon; where none runs, rmcpd looks at the cards without a bus.
  Expected<Json> devices_at_hand(const Patterns& patterns);

  /// The document as JSON when that was asked for, else the text that `render` makes of it.
  template <class Render>
  void show(const Json& document, Render render) const {
    print(options_.json() ? to_text(document, options_.format()) : render(document, style_));
  }

  /// The same for what may be an error instead.
  template <class Render>
  Exit answer(const Expected<Json>& document, Render render) const {
    if (!document) return complain(document.error());
    show(*document, render);
    return Exit::ok;
  }

 private:
  Options options_;
  Style style_;
  std::optional<BusSource> bus_;
  std::optional<OfflineSource> offline_;
};

}  // namespace rmcp::client
