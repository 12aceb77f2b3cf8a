// SPDX-License-Identifier: MIT
// Between umockdev's thread, which serves ioctls, and ours, where cards come and go.
#include "drm_service.hpp"

#include "drm_ioctl.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

constexpr const char* kBinding = "rmcp-binding";

}  // namespace

class DrmService::Node {
 public:
  void attach(const Gpu& gpu, std::function<void()> on_use) {
    const std::lock_guard lock(mutex_);
    card_ = Card{gpu, std::move(on_use)};
    ++binding_;
  }
  void detach() {
    const std::lock_guard lock(mutex_);
    card_.reset();
  }

  /// What umockdev calls; it owns the node as well, since its thread may outlive the service.
  static UMockdevIoctlBase* new_handler(const std::shared_ptr<Node>& node) {
    UMockdevIoctlBase* handler = umockdev_ioctl_base_new();
    const auto destroy = [](gpointer self, GClosure*) { delete static_cast<Owner*>(self); };
    g_signal_connect_data(handler, "client-connected", G_CALLBACK(&Node::on_open), new Owner(node),
                          destroy, GConnectFlags{});
    g_signal_connect_data(handler, "handle-ioctl", G_CALLBACK(&Node::on_ioctl), new Owner(node),
                          destroy, GConnectFlags{});
    return handler;
  }

 private:
  using Owner = std::shared_ptr<Node>;
  struct Card {
    Gpu gpu;
    std::function<void()> on_use;
  };

  // Who has the node open belongs to the binding in which it was opened.
  static void on_open(UMockdevIoctlBase*, UMockdevIoctlClient* client, void* self) {
    Node& node = **static_cast<Owner*>(self);
    const std::lock_guard lock(node.mutex_);
    g_object_set_data(G_OBJECT(client), kBinding, GSIZE_TO_POINTER(node.binding_));
  }

  static gboolean on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, void* self) {
    const long error = (*static_cast<Owner*>(self))->serve(client);
    umockdev_ioctl_client_complete(client, error == 0 ? 0 : -1, static_cast<gint>(error));
    return TRUE;
  }

  long serve(UMockdevIoctlClient* client) {
    const std::lock_guard lock(mutex_);
    const auto opened = GPOINTER_TO_SIZE(g_object_get_data(G_OBJECT(client), kBinding));
    if (!card_ || opened != binding_) return ENODEV;
    card_->on_use();
    return serve_drm_ioctl(card_->gpu, client);
  }

  std::mutex mutex_;
  std::optional<Card> card_;
  std::size_t binding_ = 0;  // counts
};

DrmService::DrmService(UMockdevTestbed* umockdev, std::string root)
    : umockdev_(umockdev), root_(std::move(root)) {}

DrmService::~DrmService() {
  for (const auto& [name, node] : nodes_) node->detach();
}

DrmService::Node& DrmService::node(const DrmNode& drm) {
  const auto [found, is_new] = nodes_.try_emplace(drm.name, nullptr);
  if (!is_new) return *found->second;
  found->second = std::make_shared<Node>();
  const std::string numbers = root_ + "/dev/.node";
  fs::create_directories(numbers);
  fs::create_symlink(fmt::format("226:{}", drm.minor), numbers + "/dri_" + drm.name);
  UMockdevIoctlBase* handler = Node::new_handler(found->second);
  const std::string path = "/dev/dri/" + drm.name;
  GError* error = nullptr;
  const bool attached =
      umockdev_testbed_attach_ioctl(umockdev_, path.c_str(), handler, &error) != 0;
  g_object_unref(handler);
  if (!attached) {
    const std::string reason = error == nullptr ? "no reason given" : error->message;
    g_clear_error(&error);
    throw std::runtime_error(fmt::format("umockdev: {}: {}", path, reason));
  }
  return *found->second;
}

void DrmService::attach(const Gpu& gpu, const std::function<void()>& on_use) {
  for (const DrmNode& drm : drm_nodes(gpu)) node(drm).attach(gpu, on_use);
}

void DrmService::detach(const Gpu& gpu) {
  for (const DrmNode& drm : drm_nodes(gpu)) node(drm).detach();
}

}  // namespace rmcp::testbed
