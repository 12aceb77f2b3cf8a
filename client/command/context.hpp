// SPDX-License-Identifier: MIT
// The surroundings of a verb: the options, the form of the output, and a source that is opened on
// demand.
#pragma once
#include "client/command/options.hpp"
#include "client/command/output.hpp"
#include "client/render/shown.hpp"
#include "client/source/bus_source.hpp"
#include "client/source/offline_source.hpp"
#include "lib/text/failure.hpp"

#include <functional>
#include <optional>
#include <string>

namespace rmcp::client {

class Context {
 public:
  explicit Context(Options options);

  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] const Style& style() const { return style_; }

  /// The daemon, or rmcpd --offline if the user asked for it.
  Expected<Source*> source();
  /// The first call may have D-Bus start the daemon.
  Expected<BusSource*> daemon();
  /// Only a running daemon.
  Expected<BusSource*> daemon_at_hand();
  OfflineSource& offline();

  /// {"devices":[..]} for a verb that answers by itself and only needs the devices for reference:
  /// no call starts a daemon; without a running one, rmcpd reads the cards without a bus.
  Expected<Json> devices_at_hand(const Patterns& patterns);

  using Question = std::function<Expected<Json>(Source&)>;
  /// The answer of the source; if it is a daemon of this machine and not running, what is on disk,
  /// with a word on stderr.
  Expected<Json> ask(const Question& question);

  /// A document, to be read as renderers read it.
  [[nodiscard]] Shown shown(const Json& document) const { return {document, style_}; }

  /// A plain function: it has nothing but what is shown, and no raw text at its side.
  using Render = std::string (*)(const Shown& document, const Style& style);
  /// Prints the document as JSON if the user asked for it, else the text that `render` makes of it.
  void show(const Json& document, Render render) const {
    print(options_.json() ? to_text(document, options_.format()) : render(shown(document), style_));
  }

  /// The same for a document that may be an error.
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
