//===- Analysis.cpp - one translation unit, from AST to findings ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Analysis.h"
#include "engine/Solver.h"
#include "extract/Annotations.h"
#include "extract/CallGraph.h"
#include "extract/Implementations.h"
#include "extract/Lower.h"
#include "extract/Marks.h"
#include "judge/Judges.h"
#include "program/Implementations.h"
#include "program/NativePlaces.h"
#include "rules/Findings.h"
#include "llvm/Support/FileSystem.h"
#include <chrono>

using namespace clang;

namespace pvlint::frontend {
namespace {

class Stopwatch {
public:
  explicit Stopwatch(double &Total)
      : Total(Total), Start(std::chrono::steady_clock::now()) {}
  ~Stopwatch() {
    std::chrono::duration<double> D = std::chrono::steady_clock::now() - Start;
    Total += D.count();
  }

private:
  double &Total;
  std::chrono::steady_clock::time_point Start;
};

class Analysis {
public:
  Analysis(ASTContext &Context, const flow::Contract &C,
           const AnalysisOptions &Options, UnitResult &Result)
      : Context(Context), C(C), Options(Options), Result(Result) {}

  void run() {
    std::unique_ptr<extract::CallGraph> Graph;
    {
      Stopwatch Time(Result.ExtractSeconds);
      Graph = std::make_unique<extract::CallGraph>(Context, C,
                                                   Options.Declarations);
    }
    Result.Bodies = Graph->numBodies();
    auto Owned = std::make_unique<solve::Solver>(
        C, [&](StringRef Name, solve::DemandKind Why) {
          const extract::BodyInfo *Info = Graph->find(Name);
          if (!Info ||
              (Why == solve::DemandKind::Value && Info->Size > MaxSizeForValue))
            return std::unique_ptr<flow::Function>();
          return lower(*Info);
        });
    solve::Solver &Solver = *Owned;
    solve::Judges Judges(Solver);
    findImplementations(*Graph, Solver);
    findAnnotations(*Graph, Solver, Judges);
    for (const auto &Component : Graph->components()) {
      if (Options.Cancelled && *Options.Cancelled)
        return;
      std::vector<std::unique_ptr<flow::Function>> Functions;
      if (matters(Component, Solver))
        for (const extract::BodyInfo *Info : Component)
          if (auto F = lower(*Info))
            Functions.push_back(std::move(F));
      if (Functions.empty())
        continue;
      Stopwatch Time(Result.SolveSeconds);
      Solver.solve(std::move(Functions));
    }
    Stopwatch Time(Result.SolveSeconds);
    judge(Solver, Judges, *Graph);
    Judges.finish();
    const std::vector<flow::Mark> Comments = extract::findMarks(
        Context, *Result.Locations,
        [&](const FunctionDecl &F) {
          const extract::BodyInfo *Info = Graph->find(&F);
          return Info && !Info->ReachesUnknown;
        },
        Options.Declarations, Options.MarksInPreamble);
    Result.Count = Solver.tally();
    Result.GivenUp = Solver.givenUp();
    Result.Findings = rules::findingsOf(Judges.observations(), C, Comments,
                                        rules::Scope::Unit);
    if (Options.Rules)
      Options.Rules->apply(
          Result.Findings,
          [&](uint32_t File) { return realPath(Result.Flow.Files[File]); },
          Options.Use);
    if (Options.Use && *Options.Use)
      noteOpenFunctions(*Graph);
    if (Options.KeepSolver) {
      Solver.forgetDemand();
      Result.Solver = std::move(Owned);
    }
  }

private:
  /// Statements and expressions of a function that is looked into only for the
  /// value it returns: a getter or a predicate.
  static constexpr unsigned MaxSizeForValue = 80;

  ASTContext &Context;
  const flow::Contract &C;
  const AnalysisOptions &Options;
  UnitResult &Result;
  std::vector<flow::PointerFlow> Installed; ///< members of the contract

  std::string realPath(StringRef File) const {
    llvm::SmallString<128> Path(File), Real;
    Context.getSourceManager().getFileManager().makeAbsolutePath(Path);
    return (llvm::sys::fs::real_path(Path, Real) ? Path : Real).str().str();
  }

  /// A whole program may have findings where this unit has none.
  void noteOpenFunctions(const extract::CallGraph &Graph) {
    const SourceManager &SM = Context.getSourceManager();
    llvm::StringMap<std::string> Real;
    for (const extract::BodyInfo *Info : Graph.bodies()) {
      const FunctionDecl *F = Info->Definition;
      if (!Info->ReachesUnknown || !F->getIdentifier())
        continue;
      const StringRef File = SM.getFilename(SM.getFileLoc(F->getLocation()));
      auto [It, New] = Real.try_emplace(File);
      if (New)
        It->second = realPath(File);
      Options.Use->mayBeUsed(*Options.Rules, It->second, F->getName());
    }
  }

  /// What fills the paravirt ops, and what is called from there alone.
  void findImplementations(const extract::CallGraph &Graph,
                           solve::Solver &Solver) {
    Stopwatch Time(Result.ExtractSeconds);
    extract::Implementations Found(C);
    const SourceManager &SM = Context.getSourceManager();
    auto Look = [&](const Decl *D) {
      const auto *F = dyn_cast<FunctionDecl>(D);
      if (!F)
        Found.declaration(*D);
      else if (F->isThisDeclarationADefinition() && F->hasBody() &&
               SM.isInMainFile(SM.getFileLoc(F->getLocation())))
        Found.body(*F);
    };
    if (Options.Declarations)
      llvm::for_each(*Options.Declarations, Look);
    else
      llvm::for_each(Context.getTranslationUnitDecl()->decls(), Look);
    Installed = Found.flows();
    if (Installed.empty())
      return;
    llvm::DenseMap<const extract::BodyInfo *, uint32_t> Index;
    for (const extract::BodyInfo *Info : Graph.bodies())
      Index.try_emplace(Info, Index.size());
    solve::NativePlaces Places(Index.size());
    for (const extract::BodyInfo *Info : Graph.bodies()) {
      const FunctionDecl *F = Info->Definition;
      Places.setClosed(Index[Info],
                       !Info->AddressTaken &&
                           (F->isInlineSpecified() ||
                            F->getFormalLinkage() == Linkage::Internal));
      for (const extract::BodyInfo *Callee : Info->Callees)
        Places.addCall(Index[Info], Index[Callee]);
    }
    for (const flow::PointerFlow &I : Installed)
      if (const extract::BodyInfo *Info = Graph.find(I.From.Name))
        Places.add(Index[Info]);
    for (const extract::BodyInfo *Info : Graph.bodies())
      if (Info->Definition->getIdentifier() && Places.contains(Index[Info]))
        Solver.NativePlaces.insert(Info->Definition->getName());
  }

  /// What declarations say of functions.
  void findAnnotations(const extract::CallGraph &Graph, solve::Solver &Solver,
                       solve::Judges &Judges) {
    extract::Annotations Found(*Result.Locations);
    for (const FunctionDecl *F : Graph.annotated())
      Found.function(*F);
    auto Other = [&](const Decl *D) {
      if (isa<VarDecl, RecordDecl>(D))
        Found.other(*D);
    };
    if (Options.Declarations)
      llvm::for_each(*Options.Declarations, Other);
    else
      llvm::for_each(Context.getTranslationUnitDecl()->decls(), Other);
    for (flow::Annotation &A : Found.take()) {
      if (A.isRefused()) {
        Judges.editObservations().Annotations.push_back(std::move(A));
        continue;
      }
      const extract::BodyInfo *Info = Graph.find(A.Function);
      solve::AnnotatedFunction &F = Solver.Annotated[A.Function];
      F.ReachesUnknown = Info && Info->ReachesUnknown;
      (void)F.add(A);
      if (Options.KeepFlow)
        Result.Flow.Annotations.push_back(std::move(A));
    }
  }

  /// Implementations, which are neither sliced nor left out.
  void judge(solve::Solver &Solver, solve::Judges &Judges,
             const extract::CallGraph &Graph) {
    std::vector<solve::Implementation> All;
    llvm::StringMap<std::shared_ptr<const flow::Function>> Bodies;
    for (const flow::PointerFlow &I : Installed) {
      const extract::BodyInfo *Info = Graph.find(I.From.Name);
      if (!Info)
        continue;
      auto &Body = Bodies[I.From.Name];
      if (!Body)
        Body = lower(*Info);
      if (Body)
        All.push_back({I.To.Name, I.Object, Body});
    }
    Judges.editObservations().Implementations =
        solve::judgeImplementations(Solver, All);
  }

  /// A function matters if it names a primitive or calls one that is not
  /// neutral. What only sleeps matters to callers that also touch interrupts,
  /// and those reach a primitive themselves.
  bool matters(const std::vector<extract::BodyInfo *> &Component,
               const solve::Solver &Solver) const {
    for (const extract::BodyInfo *Info : Component) {
      if (Info->NamesPrimitive || Info->NamesSleeper ||
          (Info->Definition->getIdentifier() &&
           Solver.isAnnotated(Info->Definition->getName())))
        return true;
      if (Options.KeepFlow && (Info->ReachesPrimitive || Info->ReachesSleeper))
        return true;
      for (const extract::BodyInfo *Callee : Info->Callees)
        if (Callee->Definition->getIdentifier() &&
            !Solver.isNeutral(Callee->Definition->getName()))
          return true;
    }
    return false;
  }

  std::unique_ptr<flow::Function> lower(const extract::BodyInfo &Info) {
    Stopwatch Time(Result.ExtractSeconds);
    auto F = extract::lower(*Info.Definition, Context, C, *Result.Locations);
    if (!F) {
      ++Result.NoCfg;
      return nullptr;
    }
    F->AddressTaken = Info.AddressTaken;
    F->IsNative = Options.Native && !F->InHeader;
    ++Result.Lowered;
    if (Options.KeepFlow && !Result.Flow.find(F->Name))
      Result.Flow.Functions.push_back(std::make_unique<flow::Function>(*F));
    return F;
  }
};

} // namespace

std::unique_ptr<UnitResult> analyse(ASTContext &Context,
                                    const flow::Contract &C,
                                    const AnalysisOptions &Options) {
  auto Result = std::make_unique<UnitResult>();
  Result->Locations = std::make_unique<extract::Locations>(
      Context.getSourceManager(), Context.getLangOpts(), Result->Flow);
  Analysis(Context, C, Options, *Result).run();
  return Result;
}

} // namespace pvlint::frontend
