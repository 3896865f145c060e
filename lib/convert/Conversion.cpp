//===- Conversion.cpp - the sections of all units, and what changes -------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "convert/Conversion.h"
#include "convert/Declarations.h"
#include "session/Paths.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

using llvm::StringRef;

namespace pvlint::convert {

std::string Conversion::shown(StringRef Path) const { return Root.name(Path); }

/// \p Old is what other units said of the same section.
static void merge(Section &Old, Section &&New) {
  if (Old.Begins != New.Begins)
    Old.Begins = EntryState::Mixed;
  if (Old.Against != Reason::None)
    return;
  if (New.Against != Reason::None) {
    Old.Against = New.Against;
    Old.Detail = std::move(New.Detail);
  } else if (Old.Edits != New.Edits) {
    Old.Against = Reason::UnitsDiffer;
  }
}

void Conversion::add(UnitSections U) {
  TooLarge += U.TooLarge;
  std::vector<unsigned> IndexOf;
  llvm::DenseMap<unsigned, unsigned> FirstOf; // by the unit's group
  for (Section &S : U.Sections) {
    const unsigned Group = S.Group;
    auto [It, IsNew] =
        SectionAt.try_emplace({S.Path, S.Line, S.Col}, unsigned(All.size()));
    const unsigned Index = It->second;
    if (IsNew) {
      All.push_back(std::move(S));
      Groups.insert(Index);
    } else {
      merge(All[Index], std::move(S));
    }
    IndexOf.push_back(Index);
    Groups.unionSets(FirstOf.try_emplace(Group, Index).first->second, Index);
  }
  for (Declaration &D : U.Declarations) {
    for (Declaration::Part &P : D.Parts)
      for (unsigned &Needed : P.Needs)
        Needed = IndexOf[Needed];
    auto [It, IsNew] = DeclarationAt.try_emplace({D.Path, D.Begin},
                                                 unsigned(Declarations.size()));
    if (IsNew) {
      Declarations.push_back(std::move(D));
      continue;
    }
    Declaration &Old = Declarations[It->second];
    if (Old.Parts.size() != D.Parts.size()) {
      Old.Parts.clear(); // not one text
      continue;
    }
    for (auto [To, From] : llvm::zip_equal(Old.Parts, D.Parts)) {
      To.MayGo |= From.MayGo;
      To.Needs.insert(To.Needs.end(), From.Needs.begin(), From.Needs.end());
    }
  }
  for (UnitSections::File &F : U.Files) {
    auto [It, IsNew] = Contents.try_emplace(std::move(F.Path), F.Contents);
    if (!IsNew && It->second != F.Contents)
      It->second = 0; // it has changed meanwhile
  }
}

void Conversion::settleEntry(Section &S, const Entries *Known) const {
  if (To == Target::Counted || S.Against != Reason::None)
    return;
  const EntryState Right =
      To == Target::Plain ? EntryState::Off : EntryState::On;
  auto Against = [&](Reason Why, std::string Detail) {
    S.Against = Why;
    S.Detail = std::move(Detail);
  };
  if (S.Begins == Right)
    return;
  if (S.Begins == EntryState::Mixed)
    return Against(Reason::UnknownEntry, "");
  if (S.Begins != EntryState::AsEntered)
    return Against(Reason::OtherEntry,
                   S.Begins == EntryState::Off
                       ? "interrupts are disabled where it begins"
                       : "interrupts are enabled where it begins");
  if (!Known)
    return Against(Reason::UnknownEntry, "no linked program was asked");
  switch (Known->of(shown(S.Path), S.FunctionLine, S.Function)) {
  case Entries::Always:
    return;
  case Entries::NotAlways:
    return Against(Reason::OtherEntry,
                   "a caller of " + S.Function + "() has interrupts " +
                       (To == Target::Plain ? "enabled" : "disabled"));
  case Entries::Unknown:
    return Against(Reason::UnknownEntry,
                   "not all callers of " + S.Function + "() are known");
  }
}

void Conversion::settleGroups() {
  /// By the leader of a group, its first section that is refused.
  std::map<unsigned, unsigned> Refused;
  for (unsigned I = 0; I != All.size(); ++I)
    if (auto Leader = Groups.findLeader(I); Leader != Groups.member_end())
      if (All[I].Against != Reason::None)
        Refused.try_emplace(*Leader, I);
  for (unsigned I = 0; I != All.size(); ++I)
    if (auto Leader = Groups.findLeader(I); Leader != Groups.member_end())
      if (auto By = Refused.find(*Leader);
          By != Refused.end() && All[I].Against == Reason::None) {
        All[I].Against = All[By->second].Against;
        All[I].Detail = All[By->second].Detail;
      }
}

void Conversion::makeChanges() {
  std::map<std::string, FileChange> ByPath;
  for (const Section &S : All)
    if (S.Against == Reason::None) {
      FileChange &F = ByPath[S.Path];
      ++F.Sections;
      F.Edits.insert(F.Edits.end(), S.Edits.begin(), S.Edits.end());
    }
  for (auto &[Path, F] : ByPath) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false,
                                              /*IsVolatile=*/true);
    const auto Known = Contents.find(Path);
    if (!Buffer || Known == Contents.end() ||
        llvm::xxh3_64bits((*Buffer)->getBuffer()) != Known->second) {
      Lost.push_back(shown(Path));
      continue;
    }
    F.Text = (*Buffer)->getBuffer().str();
    for (const Declaration &D : Declarations) {
      if (D.Path != Path)
        continue;
      llvm::SmallVector<char, 4> Goes;
      for (const Declaration::Part &P : D.Parts)
        Goes.push_back(P.MayGo && llvm::all_of(P.Needs, [&](unsigned I) {
                         return All[I].Against == Reason::None;
                       }));
      if (llvm::is_contained(Goes, char(true)))
        llvm::append_range(F.Edits, removal(F.Text, D, Goes));
    }
    llvm::sort(F.Edits);
    F.Edits.erase(llvm::unique(F.Edits), F.Edits.end());
    Changes.emplace(shown(Path), std::move(F));
  }
}

void Conversion::settle(const Entries *Known) {
  for (Section &S : All)
    settleEntry(S, Known);
  settleGroups();
  makeChanges();
  llvm::sort(All, [](const Section &A, const Section &B) {
    return std::tie(A.Path, A.Line, A.Col) < std::tie(B.Path, B.Line, B.Col);
  });
}

} // namespace pvlint::convert
