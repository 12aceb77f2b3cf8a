// SPDX-License-Identifier: MIT
// A job on a card whose identity is known: how it plans, writes and makes records, for any verb.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/engine/caution.hpp"
#include "daemon/engine/job.hpp"
#include "daemon/state/journal.hpp"
#include "lib/sys/errno.hpp"

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace rmcp::engine {

class CardJob {
 public:
  CardJob(const Job& job, backend::Backend& backend, JobControl& control, CardId card,
          JobResult& result);

  [[nodiscard]] const Job& job() const { return job_; }
  [[nodiscard]] const CardId& card() const { return card_; }
  [[nodiscard]] const Device& device() const { return result_.device; }
  [[nodiscard]] const Originals& originals() const { return journal_.originals(); }
  Caution& caution() { return caution_; }
  JobResult& result() { return result_; }
  [[nodiscard]] std::span<const LibrarySet> library_sets() const;
  /// A plan was made that might wake the card.
  [[nodiscard]] bool woke() const { return woke_; }
  [[nodiscard]] bool asleep() const {
    return result_.device.runtime_status == RuntimeStatus::suspended;
  }

  /// The plan that gives the card the settings `desired`, and its originals for everything else.
  Plan plan(const Desired& desired, const Consent& consent, backend::Wake wake);
  /// The same with other originals than the journal's.
  Plan plan(const Desired& desired, const Consent& consent, backend::Wake wake,
            const Originals& originals);

  void only_show(Plan plan, std::string_view why = "");
  void carry_out(Plan plan);

  /// The first failure becomes the result's.
  void fail(std::string text);
  /// Makes a record on disk, unless an earlier one failed.
  template <class Change>
  void record(std::string_view failure, Change change) {
    if (result_.failure) return;
    if (const auto wrong = sys::failure_at(failure, try_record(std::move(change))))
      fail(wrong.text);
  }
  /// Makes a record that is not vital to the job.
  template <class Change>
  sys::Status try_record(Change change) {
    return control_.unless_abandoned(std::move(change));
  }

 private:
  [[nodiscard]] Readings published_readings() const;
  std::string firmware();

  const Job& job_;
  backend::Backend& backend_;
  JobControl& control_;
  JobResult& result_;
  CardId card_;
  state::Journal journal_;
  Caution caution_;
  bool woke_ = false;
};

}  // namespace rmcp::engine
