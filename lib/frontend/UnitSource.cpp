//===- UnitSource.cpp - the functions of a unit in Clang's memory ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/UnitSource.h"
#include "extract/Annotations.h"
#include "extract/ClangCompat.h"
#include "extract/Depth.h"
#include "extract/Implementations.h"
#include "extract/Lower.h"
#include "extract/PointerFlows.h"
#include "program/Stopwatch.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace pvlint::frontend {

using solve::Stopwatch;

UnitSource::UnitSource(ASTContext &Context, const flow::Contract &C,
                       const AnalysisOptions &Options, UnitResult &Result)
    : Context(Context), C(C), Options(Options), Result(Result) {
  Stopwatch Time(Result.ExtractSeconds);
  Graph = std::make_unique<extract::CallGraph>(Context, C, Options.Declarations,
                                               Options.Own);
  findFlows();
  findHeld();
  for (const extract::BodyInfo *Info : Graph->bodies()) {
    std::vector<uint32_t> &Of = Callees.emplace_back();
    for (const extract::BodyInfo *Callee : Info->Callees)
      Of.push_back(Callee->Number);
    for (const HeldFunction &H : Held)
      if (llvm::is_contained(Info->OwnPlaces, H.Place))
        Of.push_back(H.Function);
  }
  Result.Bodies = Graph->numBodies();
}

UnitSource::~UnitSource() = default;

StringRef UnitSource::nameOf(uint32_t F) const {
  const FunctionDecl *D = Graph->bodies()[F]->Definition;
  return D->getIdentifier() ? D->getName() : StringRef();
}

uint32_t UnitSource::numberOf(StringRef Name) const {
  const extract::BodyInfo *Info = Graph->find(Name);
  return Info ? Info->Number : NoFunction;
}

llvm::ArrayRef<uint32_t> UnitSource::calleesOf(uint32_t F) const {
  return Callees[F];
}

bool UnitSource::hasAllCallers(uint32_t F) const {
  const extract::BodyInfo &Info = *Graph->bodies()[F];
  return !Info.AddressTaken && (Info.Definition->isInlineSpecified() ||
                                compat::isInternal(*Info.Definition));
}

bool UnitSource::mattersItself(uint32_t F) const {
  const extract::BodyInfo &Info = *Graph->bodies()[F];
  return Info.NamesPrimitive || Info.NamesSleeper ||
         (Options.KeepFlow && (Info.ReachesPrimitive || Info.ReachesSleeper));
}

void UnitSource::forEachDeclaration(
    llvm::function_ref<void(const Decl *)> Do) const {
  if (Options.Declarations)
    llvm::for_each(*Options.Declarations, Do);
  else
    llvm::for_each(Context.getTranslationUnitDecl()->decls(), Do);
}

std::vector<solve::BodySource::Declared> UnitSource::annotations() {
  extract::Annotations Found(*Result.Locations);
  for (const FunctionDecl *F : Graph->annotated())
    Found.function(*F);
  forEachDeclaration([&](const Decl *D) {
    if (isa<VarDecl, RecordDecl>(D))
      Found.other(*D);
  });
  std::vector<Declared> All;
  for (flow::Annotation &A : Found.take()) {
    if (Options.KeepFlow && !A.isRefused())
      Result.Flow.Annotations.push_back(A);
    std::string Key = A.Function;
    All.push_back({std::move(Key), std::move(A)});
  }
  return All;
}

bool UnitSource::reachesUnknown(uint32_t F, const solve::Solver &) const {
  return Graph->bodies()[F]->ReachesUnknown;
}

std::vector<solve::InstalledFunction> UnitSource::installed() {
  Stopwatch Time(Result.ExtractSeconds);
  extract::Implementations Stored(C);
  const SourceManager &SM = Context.getSourceManager();
  forEachDeclaration([&](const Decl *D) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F)
      Stored.declaration(*D);
    else if (F->isThisDeclarationADefinition() && F->hasBody() &&
             SM.isInMainFile(SM.getFileLoc(F->getLocation())))
      Stored.body(*F);
  });
  std::vector<solve::InstalledFunction> Found;
  for (const flow::PointerFlow &I : Stored.flows())
    if (const uint32_t F = numberOf(I.From.Name); F != NoFunction)
      Found.push_back({F, I.To.Name, I.Object});
  return Found;
}

/// Through a variable or a wrapper of the unit's own it is not followed.
void UnitSource::findFlows() {
  const SourceManager &SM = Context.getSourceManager();
  extract::PointerFlows Globals;
  forEachDeclaration([&](const Decl *D) {
    if (!SM.isInMainFile(SM.getFileLoc(D->getLocation())))
      return;
    if (const auto *V = dyn_cast<VarDecl>(D))
      Globals.variable(V);
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F || !F->isThisDeclarationADefinition() || !F->hasBody() ||
        extract::nestsTooDeep(F->getBody()))
      return;
    extract::PointerFlows In(*F);
    In.body();
    llvm::append_range(Flows, In.Flows);
  });
  llvm::append_range(Flows, Globals.Flows);
}

/// What is at the fields that functions are called through. A field that is
/// set to what is not a function by name may hold any. What holds very many is
/// not followed: each call through it would be a call of each.
void UnitSource::findHeld() {
  llvm::StringMap<bool> IsKnown;
  for (const extract::BodyInfo *Info : Graph->bodies())
    for (const std::string &Field : Info->OwnPlaces)
      IsKnown[Field] = true;
  if (IsKnown.empty())
    return;
  auto PlaceOf = [](const flow::PointerNode &N) {
    return N.K == flow::PointerNode::Field    ? N.Name
           : N.K == flow::PointerNode::Global ? "variable " + N.Name
                                              : std::string();
  };
  for (const flow::PointerFlow &P : Flows)
    if (auto It = IsKnown.find(PlaceOf(P.To));
        It != IsKnown.end() && P.From.K != flow::PointerNode::Function)
      It->second = false;
  llvm::StringMap<llvm::StringSet<>> Functions;
  for (const flow::PointerFlow &P : Flows)
    if (const std::string Place = PlaceOf(P.To); IsKnown.lookup(Place)) {
      Functions[Place].insert(P.From.Name);
      if (Functions[Place].size() > MaxHeld)
        IsKnown[Place] = false;
    }
  for (const flow::PointerFlow &P : Flows)
    if (const std::string Place = PlaceOf(P.To); IsKnown.lookup(Place))
      if (const uint32_t F = numberOf(P.From.Name); F != NoFunction)
        Held.push_back({F, Place, P.Object});
}

/// What the unit itself puts where the contract knows who calls.
std::vector<std::pair<uint32_t, const flow::EntryContext *>>
UnitSource::contexts() {
  Stopwatch Time(Result.ExtractSeconds);
  const SourceManager &SM = Context.getSourceManager();
  std::vector<std::pair<uint32_t, const flow::EntryContext *>> Found;
  for (const flow::PointerFlow &P : Flows) {
    if (P.From.K != flow::PointerNode::Function)
      continue;
    const flow::EntryContext *Known = nullptr;
    if (P.To.K == flow::PointerNode::Field)
      Known = C.context(P.To.Name);
    else if (P.To.K == flow::PointerNode::Param)
      Known = C.context(P.To.Name + "(arg" + std::to_string(P.To.Index) + ")");
    if (const uint32_t F = Known ? numberOf(P.From.Name) : NoFunction;
        F != NoFunction)
      Found.emplace_back(F, Known);
  }
  forEachDeclaration([&](const Decl *D) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F || !F->isThisDeclarationADefinition() || !F->getIdentifier() ||
        !SM.isInMainFile(SM.getFileLoc(D->getLocation())))
      return;
    if (const flow::EntryContext *Known = C.context(F->getName()))
      if (const uint32_t N = numberOf(F->getName()); N != NoFunction)
        Found.emplace_back(N, Known);
  });
  return Found;
}

std::unique_ptr<flow::Function> UnitSource::body(uint32_t Number) {
  Stopwatch Time(Result.ExtractSeconds);
  const extract::BodyInfo &Info = *Graph->bodies()[Number];
  auto F = extract::lower(*Info.Definition, Context, C, *Result.Locations);
  if (!F) {
    ++Result.NoCfg;
    if (extract::nestsTooDeep(Info.Definition->getBody()))
      Result.TooDeep.push_back(Info.Definition->getNameAsString());
    return nullptr;
  }
  F->AddressTaken = Info.AddressTaken;
  F->IsNative = Options.Native && !F->InHeader;
  ++Result.Lowered;
  if (Options.KeepFlow && !Result.Flow.find(F->Name))
    Result.Flow.Functions.push_back(std::make_unique<flow::Function>(*F));
  return F;
}

std::unique_ptr<flow::Function> UnitSource::bodyFor(StringRef Name,
                                                    solve::DemandKind Why) {
  const extract::BodyInfo *Info = Graph->find(Name);
  if (!Info ||
      (Why == solve::DemandKind::Value && Info->Size > MaxSizeForValue))
    return nullptr;
  return body(Info->Number);
}

} // namespace pvlint::frontend
