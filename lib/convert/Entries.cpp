//===- Entries.cpp - who is always entered in one state -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "convert/Entries.h"
#include "llvm/ADT/DenseMap.h"

using llvm::StringRef;

namespace pvlint::convert {
namespace {

struct Function {
  std::string Place;
  bool IsOther = false;    ///< some call or context enters it the other way
  bool IsCandidate = true; ///< nothing was found that speaks against it
  bool HasCaller = false;
  bool IsInit = false; ///< runs while the system starts
};

struct Call {
  uint32_t Caller = 0, Callee = 0;
  unsigned States = 0;
};

std::string placeOf(StringRef File, StringRef Line, StringRef Name) {
  return (File + ":" + Line + ":" + Name).str();
}

unsigned number(StringRef Text) {
  unsigned N = 0;
  (void)Text.getAsInteger(10, N);
  return N;
}

} // namespace

llvm::Expected<Entries> Entries::read(index::Reader &R, bool WantOff) {
  using Row = llvm::ArrayRef<std::string>;
  llvm::DenseMap<uint32_t, Function> Functions;
  std::vector<Call> Calls;
  // What the contract says of a place holds for functions that are there only.
  if (llvm::Error E = R.query(
          "SELECT f.id, p.path, f.line, f.name, f.entered_off, f.entered_on, "
          "f.address_taken, EXISTS (SELECT 1 FROM contexts c WHERE "
          "c.function = f.id AND c.why IS NOT NULL), f.init "
          "FROM functions f JOIN files p ON p.id = f.file",
          [&](Row C) {
            Function &F = Functions[number(C[0])];
            F.Place = placeOf(C[1], C[2], C[3]);
            F.IsOther = C[WantOff ? 5 : 4] == "1";
            const bool HasContext = C[7] == "1";
            F.HasCaller = HasContext && C[WantOff ? 4 : 5] == "1";
            F.IsCandidate = !F.IsOther && (C[6] == "0" || F.HasCaller);
            F.IsInit = C[8] == "1";
          }))
    return E;
  if (llvm::Error E =
          R.query("SELECT caller, callee, states FROM edges", [&](Row C) {
            Calls.push_back({number(C[0]), number(C[1]), number(C[2])});
          }))
    return E;
  for (const Call &C : Calls)
    Functions[C.Callee].HasCaller = true;
  for (auto &Each : Functions)
    Each.second.IsCandidate &= Each.second.HasCaller;
  // start_kernel() takes mutexes with interrupts disabled, which nobody else
  // does: that one of them was taken does not show that they are enabled, as it
  // does elsewhere.
  auto IsSure = [&](const Function &F) { return WantOff || !F.IsInit; };
  for (auto &Each : Functions)
    Each.second.IsCandidate &= IsSure(Each.second);
  // Whoever is entered as its caller was is a candidate as long as that is one.
  const unsigned Wanted = WantOff ? index::CallInfo::Off : index::CallInfo::On;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const Call &C : Calls) {
      Function &Callee = Functions[C.Callee];
      const bool FitsEntry = !(C.States & index::CallInfo::Entry) ||
                             Functions[C.Caller].IsCandidate;
      if (!Callee.IsCandidate ||
          (FitsEntry && IsSure(Functions[C.Caller]) && C.States &&
           !(C.States & ~(Wanted | index::CallInfo::Entry))))
        continue;
      Callee.IsCandidate = false;
      Changed = true;
    }
  }
  Entries All;
  for (const auto &[Id, F] : Functions) {
    const Answer Here = F.IsCandidate ? Always
                        : F.IsOther   ? NotAlways
                                      : Unknown;
    // A function of a header may be there several times.
    auto [It, IsNew] = All.Known.try_emplace(F.Place, Here);
    if (!IsNew && It->second != Here)
      It->second =
          It->second == NotAlways || Here == NotAlways ? NotAlways : Unknown;
  }
  return All;
}

Entries::Answer Entries::of(StringRef File, uint32_t Line,
                            StringRef Name) const {
  const auto It = Known.find(placeOf(File, std::to_string(Line), Name));
  return It == Known.end() ? Unknown : It->second;
}

} // namespace pvlint::convert
