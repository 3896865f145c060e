//===- LinkBytes.cpp - what a link found out, as bytes --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkBytes.h"
#include "Wire.h"

using llvm::StringRef;

namespace pvlint::batch {
namespace {

// One list of members for both ways: what is written is what is read.

class Writer {
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

class Reader {
public:
  WireReader W;

  explicit Reader(StringRef Bytes) : W(Bytes) {}
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

template <typename IO, typename LocationT> void location(IO &Io, LocationT &L) {
  Io(L.File);
  Io(L.Line);
  Io(L.Col);
}

template <typename IO, typename FindingT> void finding(IO &Io, FindingT &F) {
  Io(F.Check);
  Io(F.Severity);
  location(Io, F.Loc);
  Io(F.Message);
  Io(F.Function);
  Io(F.Identity);
  Io.list(F.Notes, [&](auto &N) {
    location(Io, N.Loc);
    Io(N.Text);
  });
  Io.list(F.Fix, [&](auto &E) {
    location(Io, E.Begin);
    location(Io, E.End);
    Io(E.Text);
    Io(E.NeedsBlock);
    Io(E.Was);
    Io(E.Declares);
  });
  Io(F.Suppressed);
  Io(F.Reason);
  Io(F.IsUnneeded);
}

template <typename IO, typename ResultT> void result(IO &Io, ResultT &R) {
  Io.list(R.Files, [&](auto &Name) { Io(Name); });
  Io.list(R.Findings, [&](auto &F) { finding(Io, F); });
  Io.list(R.Problems, [&](auto &Line) { Io(Line); });
  Io(R.Count.UnknownIndirectCalls);
  Io(R.Count.TooManyStates);
  Io(R.Count.TooDeep);
  Io(R.Count.TooLong);
  Io(R.Count.Unsettled);
  Io(R.Count.Functions);
  Io(R.Count.RestoreSites);
  Io(R.Functions);
  Io(R.Solved);
  Io(R.Calls);
  Io(R.Sites);
  Io(R.Candidates);
  Io(R.FarCandidates);
  Io(R.TooManyTargets);
  Io(R.Seconds);
  Io.list(R.Dearest, [&](auto &D) {
    Io(D.first);
    Io(D.second.Simulations);
    Io(D.second.Steps);
    Io(D.second.States);
    Io(D.second.Rows);
    Io(D.second.Writes);
    Io(D.second.Seconds);
  });
  Io(R.Census);
}

} // namespace

std::string encode(const output::LinkResult &R) {
  Writer W;
  result(W, R);
  return std::move(W.W.Bytes);
}

std::optional<output::LinkResult> decodeLinkResult(StringRef Bytes) {
  output::LinkResult R;
  Reader In(Bytes);
  result(In, R);
  if (!In.W.isAtEnd())
    return std::nullopt;
  return R;
}

} // namespace pvlint::batch
