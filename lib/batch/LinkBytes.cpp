//===- LinkBytes.cpp - what a link found out, as bytes --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkBytes.h"
#include "StateBytes.h"
#include "Wire.h"

using llvm::StringRef;

namespace pvlint::batch {
namespace {

template <typename IO, typename LocationT> void location(IO &Io, LocationT &L) {
  Io(L.File);
  Io(L.Line);
  Io(L.Col);
}

template <typename IO, typename FindingT> void finding(IO &Io, FindingT &F) {
  Io(F.Check);
  Io(F.What);
  Io(F.Severity);
  location(Io, F.Loc);
  Io(F.Message);
  Io(F.Function);
  Io(F.Identity);
  Io.list(F.Notes, [&](auto &N) {
    location(Io, N.Loc);
    Io(N.Text);
    Io(N.After);
    Io(N.Role);
    Io(N.Kind);
    Io(N.By);
  });
  Io(F.After);
  Io(F.By);
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
  Io.list(R.States, [&](auto &S) { stateBar(Io, S); });
}

} // namespace

std::string encode(const output::LinkResult &R) {
  FieldWriter Out;
  result(Out, R);
  return std::move(Out.W.Bytes);
}

std::optional<output::LinkResult> decodeLinkResult(StringRef Bytes) {
  output::LinkResult R;
  FieldReader In(Bytes);
  result(In, R);
  if (!In.W.isAtEnd())
    return std::nullopt;
  return R;
}

} // namespace pvlint::batch
