//===- LinkedProgram.cpp - a program, linked now or before ----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/LinkedProgram.h"
#include "LinkBytes.h"
#include "batch/ExtractUnit.h"
#include "batch/Guard.h"
#include "batch/ProgramCensus.h"
#include "batch/ProgramIndex.h"
#include "index/Index.h"
#include "ir/Notes.h"
#include "rules/Findings.h"
#include "session/Crash.h"
#include "store/Kept.h"
#include "llvm/Support/FileSystem.h"
#include <chrono>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>

using llvm::StringRef;

namespace pvlint::batch {
namespace {

constexpr size_t NumDearest = 10;

class Linker {
public:
  Linker(ProgramParts &Parts, const LinkWishes &Wishes)
      : Parts(Parts), Wishes(Wishes), First(Parts.Stores.front()->folder()),
        IsOne(Parts.Stores.size() == 1), Key(findKey()),
        Results(First, "link") {}

  llvm::Expected<LinkedProgram> run() {
    if (IsOne && !Wishes.LeaveFolders)
      if (llvm::Error E = index::refuseOthers(indexPath()))
        return E;
    if (Key && !Wishes.Program) {
      auto Before = reuse();
      if (!Before || *Before) {
        Parts.Stores.clear();
        if (!Before)
          return Before.takeError();
        Out.Result = std::move(**Before);
        return std::move(Out);
      }
    }
    std::optional<llvm::Error> Problem;
    session::onLargeStack([&] { Problem.emplace(link()); });
    if (*Problem)
      return std::move(*Problem);
    return std::move(Out);
  }

private:
  ProgramParts &Parts;
  const LinkWishes &Wishes;
  const std::string First;
  const bool IsOne;
  /// Of what the result is made of, or nothing when that cannot be told.
  const std::optional<flow::Digest> Key;
  const store::Kept Results;
  LinkedProgram Out;

  std::string indexPath() const { return indexOf(First); }
  std::string keyText() const { return Key ? Key->hex() : ""; }

  std::optional<flow::Digest> findKey() const {
    const auto Program = analysisKey(Wishes.ContractFiles);
    if (!Program)
      return std::nullopt;
    std::string Text = "link " + Program->hex();
    for (const auto *List : {&Parts.Units, &Parts.Headers}) {
      Text += '\n';
      for (const ProgramParts::Object &O : *List)
        (Text += O.Contents.hex()) += O.Name + '\0';
    }
    return flow::digest(Text);
  }

  /// What was found out before, or nothing. An error when what it was made of
  /// is there no more.
  llvm::Expected<std::optional<output::LinkResult>> reuse() {
    std::optional<output::LinkResult> None;
    std::unique_ptr<index::Reader> Index;
    if (IsOne && !(Wishes.LeaveFolders && !Wishes.Census)) {
      auto Opened = index::Reader::open(indexPath());
      if (!Opened) {
        const std::string Why = llvm::toString(Opened.takeError());
        if (llvm::sys::fs::exists(indexPath()))
          flow::notes() << "pvlint: warning: " << Why << '\n';
        return None;
      }
      Index = std::move(*Opened);
      if (Index->text("link") != keyText())
        return None;
    }
    const auto Bytes = Results.get(*Key);
    if (!Bytes)
      return None;
    auto Result = decodeLinkResult(Bytes->getBuffer());
    if (!Result)
      return None;
    if (Wishes.Census && Result->Census.empty()) {
      if (!Index || !takeCensus(*Index, *Result))
        return None;
    }
    if (!Wishes.AreVerified)
      if (llvm::Error E = Parts.verify())
        return E;
    // Sources may have changed in what no flow file has: editors read the index
    // anew, and with it what sources it is of.
    if (Index && !Wishes.LeaveFolders)
      (void)::utimensat(AT_FDCWD, indexPath().c_str(), nullptr, 0);
    return Result;
  }

  static bool takeCensus(index::Reader &Index, output::LinkResult &To) {
    report::Census Sites = readCensus(Index, {});
    if (llvm::Error E = Index.take()) {
      llvm::consumeError(std::move(E));
      return false;
    }
    To.Census = asJson(std::move(Sites));
    return true;
  }

  static std::string asJson(report::Census Sites) {
    // A program of many folders has no index with a name.
    Sites.Input.clear();
    report::CensusOptions Everything;
    Everything.List.Verdict = "all";
    std::string Json;
    llvm::raw_string_ostream OS(Json);
    report::printCensusJson(Sites, Everything, OS);
    return Json;
  }

  llvm::Error link() {
    auto Opened = openLinkInput(Parts);
    if (!Opened)
      return Opened.takeError();
    if (Wishes.OnLink)
      Wishes.OnLink();
    // For as long as the program.
    const LinkInput &Input = *new LinkInput(std::move(*Opened));
    std::string Contents;
    if (IsOne) {
      auto Digest = Parts.Stores.front()->contents();
      if (!Digest)
        return Digest.takeError();
      Contents = Digest->hex();
    }
    // The objects are open, and stay so.
    Parts.Stores.clear();
    auto Given = linkContract(Wishes.ContractFiles, Input);
    if (!Given)
      return Given.takeError();
    const flow::Contract &C = *new flow::Contract(std::move(*Given));
    const auto Start = std::chrono::steady_clock::now();
    const std::vector<LostFunction> Lost = nextLink();
    // Whoever asks again hears again of what was lost.
    const bool IsWhole = Lost.empty();
    Out.Program = new solve::Link(linkFiles(Input), C);
    solve::Link &Program = *Out.Program;
    Program.run();
    output::LinkResult &R = Out.Result;
    R.Findings = rules::findingsOf(Program.observations(), C, Program.marks(),
                                   rules::Scope::Program);
    if (IsOne && !Wishes.LeaveFolders)
      if (llvm::Error E =
              index::write({Program, C, R.Findings, IsWhole ? Contents : "",
                            IsWhole ? keyText() : ""},
                           indexPath()))
        Out.IndexProblem = llvm::toString(std::move(E));
    describe(Program);
    addStates();
    R.Seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
            .count();
    // That of one folder is in its index.
    if (Wishes.Census && !IsOne)
      if (llvm::Error E = findCensus(C))
        return E;
    Out.Lost = asFailures(Lost);
    if (Key && !Wishes.LeaveFolders && Out.IndexProblem.empty() && IsWhole)
      Results.put(*Key, encode(R));
    if (Wishes.Census && IsOne)
      if (llvm::Error E = findCensus(C))
        return E;
    endGuard();
    return llvm::Error::success();
  }

  void describe(const solve::Link &Program) {
    output::LinkResult &R = Out.Result;
    R.Files = Program.files();
    R.Problems = Program.symbols().problems();
    R.Count = Program.tally();
    R.Functions = Program.symbols().nodes().size();
    R.Solved = Program.numSummarised();
    R.Calls = Program.edges().size();
    R.Sites = Program.observations().Sites.size();
    R.Candidates = Program.numCandidates();
    R.FarCandidates = Program.numFarCandidates();
    R.TooManyTargets = Program.numTooManyTargets();
    for (const auto &[Name, C] : Program.costs().dearest(NumDearest))
      R.Dearest.emplace_back(Name.str(), C);
  }

  /// Of all findings, whatever is shown of them: this is kept.
  void addStates() {
    output::LinkResult &R = Out.Result;
    std::set<std::pair<uint32_t, uint32_t>> Places;
    auto Add = [&](flow::Location L) {
      if (L.isValid() && L.File < R.Files.size())
        Places.insert({L.File, L.Line});
    };
    for (const checks::Finding &F : R.Findings) {
      Add(F.Loc);
      for (const checks::Note &N : F.Notes)
        Add(N.Loc);
    }
    for (solve::FunctionStates &S : Out.Program->lineStates(Places))
      R.States.push_back(
          {R.Files[S.File], std::move(S.Function), std::move(S.Lines)});
  }

  llvm::Error findCensus(const flow::Contract &C) {
    auto Sites = censusOf(*Out.Program, C, Out.Result.Findings);
    if (!Sites)
      return Sites.takeError();
    Out.Result.Census = asJson(std::move(*Sites));
    return llvm::Error::success();
  }
};

} // namespace

llvm::Expected<LinkedProgram> linkProgram(ProgramParts &Parts,
                                          const LinkWishes &Wishes) {
  return Linker(Parts, Wishes).run();
}

} // namespace pvlint::batch
