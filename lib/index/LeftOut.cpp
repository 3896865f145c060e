//===- LeftOut.cpp - restores that are no sites ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/LeftOut.h"

namespace pvlint::index {

using flow::FunctionEntry;
using llvm::StringRef;
using solve::Symbols;

namespace {

class Search {
public:
  explicit Search(const solve::Link &L)
      : L(L), Nodes(L.symbols().nodes()), ForCaller(Nodes.size()) {
    for (uint32_t N = 0; N != Nodes.size(); ++N)
      if (const solve::Summary *S = L.summary(N))
        ForCaller[N] =
            isInHeader(N) && llvm::any_of(S->Obligations, [](const auto &O) {
              return O.K == solve::Obligation::RestoreWord;
            });
    for (const solve::SiteObservation &Site : L.observations().Sites) {
      const flow::Location At = Site.At->Loc.Begin;
      if (At.isValid())
        Sites.insert({L.files()[At.File], {At.Line, At.Col}});
    }
  }

  std::vector<LeftOutRestore> run() {
    for (uint32_t N = 0; N != Nodes.size(); ++N)
      if (mayRestore(N))
        readBody(N);
    llvm::sort(Found);
    Found.erase(
        llvm::unique(
            Found, [](const auto &A, const auto &B) { return (A <=> B) == 0; }),
        Found.end());
    return std::move(Found);
  }

private:
  const solve::Link &L;
  const std::vector<Symbols::Node> &Nodes;
  std::vector<bool> ForCaller; ///< restores a word of its caller, in a header
  llvm::DenseSet<std::pair<StringRef, std::pair<uint32_t, uint32_t>>> Sites;
  std::vector<LeftOutRestore> Found;

  bool isInHeader(uint32_t N) const {
    return (Nodes[N].Flags & FunctionEntry::InHeader) != 0;
  }
  bool mayRestore(uint32_t N) const {
    return (Nodes[N].Flags & FunctionEntry::NamesPrimitive) ||
           L.namesAnnotated(N) ||
           llvm::any_of(Nodes[N].Callees,
                        [&](uint32_t To) { return ForCaller[To]; });
  }

  /// Why what \p O restores in \p N can be no site; empty when it restores
  /// nothing.
  StringRef reason(uint32_t N, const flow::Op &O) const {
    const flow::Primitive *P = L.entry(N, O);
    if (P && P->Restore && P->RestoreFull)
      return "writes-all";
    const bool Restores = P && P->Restore;
    const uint32_t To = P || O.Callee.empty()
                            ? Symbols::None
                            : L.symbols().resolve(O.Callee, Nodes[N].Unit);
    if (!Restores && (To == Symbols::None || !ForCaller[To]))
      return "";
    if (ForCaller[N])
      return "callers";
    const solve::Summary *S = L.summary(N);
    return !S || S->GivenUp || S->Merged ? "too-complex" : "unreached";
  }

  void readBody(uint32_t N) {
    auto Body = Nodes[N].File->decode(Nodes[N].Index);
    if (!Body) {
      // The link has said so.
      llvm::consumeError(Body.takeError());
      return;
    }
    for (const flow::Block &B : (*Body)->Blocks)
      for (const flow::Op &O : B.Ops) {
        const flow::Location At = O.Loc.Begin;
        const StringRef Reason = reason(N, O);
        if (Reason.empty() || !At.isValid())
          continue;
        const StringRef File = Nodes[N].File->file(At.File);
        if (!Sites.contains({File, {At.Line, At.Col}}))
          Found.push_back({N, File.str(), At.Line, At.Col,
                           O.Spelling.empty() ? O.Callee : O.Spelling, Reason});
      }
  }
};

} // namespace

std::vector<LeftOutRestore> leftOut(const solve::Link &L) {
  return Search(L).run();
}

} // namespace pvlint::index
