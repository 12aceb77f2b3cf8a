// SPDX-License-Identifier: MIT
// Turns exceptions of handlers into D-Bus errors.
#include "daemon/bus/adaptor.hpp"

#include "daemon/bus/convert.hpp"
#include "daemon/bus/names.hpp"

#include <utility>

namespace rmcp::bus {

#if !RMCP_SDBUS_2

namespace {

/// sdbus-c++'s object, with guards around everything registered on it.
class GuardedObject final : public sdbus::IObject {
 public:
  GuardedObject(const sys::Loop& loop, std::unique_ptr<sdbus::IObject> object)
      : loop_(loop), object_(std::move(object)) {}

  using Text = std::string;
  using Texts = std::vector<std::string>;

  void registerMethod(const Text& interface, Text name, Text in, Text out,
                      sdbus::method_callback call, sdbus::Flags flags) override {
    object_->registerMethod(interface, std::move(name), std::move(in), std::move(out),
                            guarded(std::move(call)), flags);
  }
  void registerMethod(const Text& interface, Text name, Text in, const Texts& in_names, Text out,
                      const Texts& out_names, sdbus::method_callback call,
                      sdbus::Flags flags) override {
    object_->registerMethod(interface, std::move(name), std::move(in), in_names, std::move(out),
                            out_names, guarded(std::move(call)), flags);
  }
  void registerProperty(const Text& interface, Text name, Text signature,
                        sdbus::property_get_callback get, sdbus::Flags flags) override {
    object_->registerProperty(interface, std::move(name), std::move(signature),
                              guarded(std::move(get)), flags);
  }
  void registerProperty(const Text& interface, Text name, Text signature,
                        sdbus::property_get_callback get, sdbus::property_set_callback set,
                        sdbus::Flags flags) override {
    object_->registerProperty(interface, std::move(name), std::move(signature),
                              guarded(std::move(get)), guarded(std::move(set)), flags);
  }

  void registerSignal(const Text& interface, Text name, Text signature,
                      sdbus::Flags flags) override {
    object_->registerSignal(interface, std::move(name), std::move(signature), flags);
  }
  void registerSignal(const Text& interface, Text name, Text signature, const Texts& names,
                      sdbus::Flags flags) override {
    object_->registerSignal(interface, std::move(name), std::move(signature), names, flags);
  }
  void setInterfaceFlags(const Text& interface, sdbus::Flags flags) override {
    object_->setInterfaceFlags(interface, flags);
  }
  void finishRegistration() override { object_->finishRegistration(); }
  void unregister() override { object_->unregister(); }
  sdbus::Signal createSignal(const Text& interface, const Text& name) override {
    return object_->createSignal(interface, name);
  }
  void emitSignal(const sdbus::Signal& signal) override { object_->emitSignal(signal); }
  void emitPropertiesChangedSignal(const Text& interface, const Texts& names) override {
    object_->emitPropertiesChangedSignal(interface, names);
  }
  void emitPropertiesChangedSignal(const Text& interface) override {
    object_->emitPropertiesChangedSignal(interface);
  }
  void emitInterfacesAddedSignal() override { object_->emitInterfacesAddedSignal(); }
  void emitInterfacesAddedSignal(const Texts& interfaces) override {
    object_->emitInterfacesAddedSignal(interfaces);
  }
  void emitInterfacesRemovedSignal() override { object_->emitInterfacesRemovedSignal(); }
  void emitInterfacesRemovedSignal(const Texts& interfaces) override {
    object_->emitInterfacesRemovedSignal(interfaces);
  }
  void addObjectManager() override { object_->addObjectManager(); }
  void removeObjectManager() override { object_->removeObjectManager(); }
  [[nodiscard]] bool hasObjectManager() const override { return object_->hasObjectManager(); }
  [[nodiscard]] sdbus::IConnection& getConnection() const override {
    return object_->getConnection();
  }
  [[nodiscard]] const Text& getObjectPath() const override { return object_->getObjectPath(); }
  [[nodiscard]] const sdbus::Message* getCurrentlyProcessedMessage() const override {
    return object_->getCurrentlyProcessedMessage();
  }

 private:
  template <class Result, class... Arguments>
  std::function<Result(Arguments...)> guarded(std::function<Result(Arguments...)> handler) const {
    if (!handler) return nullptr;  // a read-only property
    return [&loop = loop_, handler = std::move(handler)](Arguments... arguments) {
      try {
        handler(std::forward<Arguments>(arguments)...);
      } catch (const sdbus::Error&) {
        throw;
      } catch (const std::exception& error) {
        report(loop);
        throw make_error({Code::failed, error.what()});
      }
    };
  }

  const sys::Loop& loop_;
  std::unique_ptr<sdbus::IObject> object_;
};

}  // namespace

std::unique_ptr<sdbus::IObject> make_object(const Bus& bus, sdbus::ObjectPath path) {
  return std::make_unique<GuardedObject>(bus.loop,
                                         sdbus::createObject(bus.connection, std::move(path)));
}

#endif

}  // namespace rmcp::bus
