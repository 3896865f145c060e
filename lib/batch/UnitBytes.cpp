//===- UnitBytes.cpp - what is found in a unit, as bytes ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitBytes.h"
#include "StateBytes.h"
#include "Wire.h"

namespace pvlint::batch {
namespace {

template <typename IO, typename EditT> void edit(IO &Io, EditT &E) {
  Io(E.Path);
  Io(E.Offset);
  Io(E.Length);
  Io(E.Text);
  Io(E.Contents);
  Io(E.Line);
  Io(E.Col);
  Io(E.EndLine);
  Io(E.EndCol);
}

template <typename IO, typename PlaceT> void place(IO &Io, PlaceT &P) {
  Io(P.Path);
  Io(P.Line);
  Io(P.Col);
}

/// Without what the reporting process finds out: the fingerprint, and whether
/// it is in the baseline.
template <typename IO, typename ResultT> void result(IO &Io, ResultT &R) {
  Io(R.Check);
  Io(R.What);
  Io(R.Severity);
  place(Io, R.At);
  Io(R.Function);
  Io(R.Message);
  Io.list(R.Steps, [&](auto &S) {
    place(Io, S.At);
    Io(S.Text);
    Io(S.After);
    Io(S.Role);
    Io(S.Kind);
    Io(S.By);
  });
  Io(R.After);
  Io(R.By);
  Io.list(R.Fix, [&](auto &F) {
    place(Io, F.Begin);
    Io(F.EndLine);
    Io(F.EndCol);
    Io(F.Text);
  });
  Io(R.Identity);
  Io(R.Suppressed);
  Io(R.Reason);
  Io(R.IsUnneeded);
}

template <typename IO, typename ReportT> void report(IO &Io, ReportT &R) {
  Io(R.Path);
  Io(R.Failed);
  Io(R.FirstError);
  Io(R.ErrorText);
  Io(R.Mistakes);
  Io.list(R.Findings, [&](auto &F) {
    Io(F.Key);
    Io(F.Text);
    Io(F.Also);
    Io(F.Severity);
    Io.list(F.Fix, [&](auto &E) { edit(Io, E); });
    result(Io, F.Result);
    Io(F.IncludedAt);
  });
  Io(R.Count.UnknownIndirectCalls);
  Io(R.Count.TooManyStates);
  Io(R.Count.TooDeep);
  Io(R.Count.TooLong);
  Io(R.Count.Unsettled);
  Io(R.Count.Functions);
  Io(R.Count.RestoreSites);
  Io(R.Bodies);
  Io(R.Lowered);
  Io(R.NoCfg);
  Io(R.Seconds);
  Io(R.ExtractSeconds);
  Io(R.SolveSeconds);
  Io(R.Listing);
  Io(R.Rules.File);
  Io.list(R.Rules.Used, [&](auto &Used) { Io(Used); });
  Io.list(R.Files, [&](auto &File) { Io(File); });
  Io.list(R.Sources, [&](auto &S) {
    Io(S.first);
    Io(S.second);
  });
  Io.list(R.States, [&](auto &S) { stateBar(Io, S); });
}

} // namespace

std::string encode(const session::UnitReport &R) {
  FieldWriter Out;
  report(Out, R);
  return std::move(Out.W.Bytes);
}

std::optional<session::UnitReport> decodeUnitReport(llvm::StringRef Bytes) {
  session::UnitReport R;
  FieldReader In(Bytes);
  report(In, R);
  if (!In.W.isAtEnd())
    return std::nullopt;
  return R;
}

} // namespace pvlint::batch
