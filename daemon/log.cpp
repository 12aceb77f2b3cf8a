// SPDX-License-Identifier: MIT
// Sets up spdlog once. Under systemd each line begins with its priority (sd-daemon(3)).
#include "daemon/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace rmcp {
namespace {

/// `%*`: the syslog priority of the message's level.
class PriorityFlag final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& out) override {
    constexpr std::string_view prefixes[] = {"<7>", "<7>", "<6>", "<4>", "<3>", "<2>", "<6>"};
    const auto prefix = prefixes[message.level];
    out.append(prefix.data(), prefix.data() + prefix.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<PriorityFlag>();
  }
};

std::unique_ptr<spdlog::formatter> journal_format() {
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<PriorityFlag>('*').set_pattern("%*%v");
  return formatter;
}

}  // namespace

void start_log(const std::string& level) {
  auto logger =
      std::make_shared<spdlog::logger>("rmcpd", std::make_shared<spdlog::sinks::stderr_sink_st>());
  logger->set_level(spdlog::level::from_str(level.empty() ? "info" : level));
  logger->flush_on(spdlog::level::trace);
  if (std::getenv("JOURNAL_STREAM") != nullptr) {
    logger->set_formatter(journal_format());
  } else {
    logger->set_pattern("%Y-%m-%d %H:%M:%S.%e rmcpd %l: %v");
  }
  // An unwritable log is no reason to stop.
  logger->set_error_handler([](const std::string&) {});
  spdlog::set_default_logger(std::move(logger));
}

void log_diagnostics(const std::vector<Diagnostic>& diagnostics) {
  for (const auto& d : diagnostics) {
    const auto level = d.severity == Severity::error ? spdlog::level::err : spdlog::level::info;
    spdlog::log(level, "{}", to_string(d));
  }
}

}  // namespace rmcp
