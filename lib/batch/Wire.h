//===- Wire.h - values in messages between processes ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both ends are the same program on the same machine.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_WIRE_H
#define PVLINT_BATCH_WIRE_H

#include "llvm/ADT/StringRef.h"
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

namespace pvlint::batch {

class WireWriter {
public:
  std::string Bytes;

  template <typename T>
    requires std::is_trivially_copyable_v<T>
  void put(const T &V) {
    Bytes.append(reinterpret_cast<const char *>(&V), sizeof V);
  }
  void put(const std::string &V) {
    put(uint64_t(V.size()));
    Bytes += V;
  }
};

/// Gives zeros and empty strings after the end, and tells.
class WireReader {
public:
  explicit WireReader(llvm::StringRef Bytes) : Rest(Bytes) {}
  bool isBroken() const { return Broken; }
  /// Everything was read, and nothing more.
  bool isAtEnd() const { return !Broken && Rest.empty(); }

  template <typename T> T get() {
    T V{};
    if (llvm::StringRef Taken = take(sizeof V); !Taken.empty())
      std::memcpy(&V, Taken.data(), sizeof V);
    return V;
  }
  llvm::StringRef bytes() { return take(get<uint64_t>()); }

private:
  llvm::StringRef Rest;
  bool Broken = false;

  llvm::StringRef take(uint64_t Size) {
    if (Size > Rest.size()) {
      Broken = true;
      Rest = {};
    }
    llvm::StringRef Taken = Rest.take_front(Size);
    Rest = Rest.drop_front(Taken.size());
    return Taken;
  }
};

/// These two are called with each field of a value, so that one function lists
/// the fields for both ways.
class FieldWriter {
public:
  WireWriter W;

  void operator()(const std::string &V) { W.put(V); }
  template <typename T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void operator()(const T &V) {
    W.put(V);
  }
  template <typename T, typename EachFn>
  void list(const std::vector<T> &List, EachFn Each) {
    W.put(uint64_t(List.size()));
    for (const T &V : List)
      Each(V);
  }
};

class FieldReader {
public:
  WireReader W;

  explicit FieldReader(llvm::StringRef Bytes) : W(Bytes) {}
  void operator()(std::string &V) { V = W.bytes().str(); }
  template <typename T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void operator()(T &V) {
    V = W.get<T>();
  }
  template <typename T, typename EachFn>
  void list(std::vector<T> &List, EachFn Each) {
    for (uint64_t N = W.get<uint64_t>(); N && !W.isBroken(); --N)
      Each(List.emplace_back());
  }
};

} // namespace pvlint::batch

#endif // PVLINT_BATCH_WIRE_H
